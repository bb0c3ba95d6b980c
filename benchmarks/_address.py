"""Give the address of a profile from the middle: python -m benchmarks._address FOLDER ANSWER."""

import json
import sys
from pathlib import Path

from benchmarks import data

if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(data.sample_address(Path(sys.argv[1]))))
