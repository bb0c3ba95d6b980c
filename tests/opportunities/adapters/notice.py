"""A small eForms notice, with the parts that a test names put into it."""

from sme4smartcities.opportunities.adapters.ubl import NAMES, UBL

TITLE = '<cbc:Name languageID="SPA">Sensores de agua</cbc:Name>'
BUYER = """<efac:Organization><efac:Company>
  <cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>
  <cac:PartyName><cbc:Name languageID="SPA">Ayuntamiento de Málaga</cbc:Name></cac:PartyName>
  <cac:PostalAddress><cac:Country><cbc:IdentificationCode>ESP</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
  <cac:PartyLegalEntity><cbc:CompanyID>P2906700F</cbc:CompanyID></cac:PartyLegalEntity>
  <cac:Contact><cbc:Name>Jane Roe</cbc:Name><cbc:ElectronicMail>jane@example.org</cbc:ElectronicMail></cac:Contact>
</efac:Company></efac:Organization>"""


def period(name: str, day: str, hour: str = "") -> str:
    time = f"<cbc:EndTime>{hour}</cbc:EndTime>" if hour else ""
    return f"<{name}><cbc:EndDate>{day}</cbc:EndDate>{time}</{name}>"


def amount(value: str, currency: str = "EUR") -> str:
    return (
        "<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount "
        f'currencyID="{currency}">{value}</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>'
    )


def lot(key: str, *, process: str = "", project: str = "", scheme: str = "Lot") -> str:
    return (
        f'<cac:ProcurementProjectLot><cbc:ID schemeName="{scheme}">{key}</cbc:ID>'
        f"<cac:TenderingProcess>{process}</cac:TenderingProcess>"
        f"<cac:ProcurementProject><cbc:Name>Lot {key}</cbc:Name>{project}</cac:ProcurementProject>"
        "</cac:ProcurementProjectLot>"
    )


def notice(
    *lots: str,
    title: str = TITLE,
    project: str = "",
    kind: str = "cn-standard",
    form: str = "competition",
    extension: str = "",
    version: str = "01",
) -> bytes:
    names = " ".join(f'xmlns:{name}="{address}"' for name, address in NAMES.items())
    return f"""<?xml version="1.0"?><ContractNotice xmlns="{UBL}ContractNotice-2" {names}>
      <extension>{BUYER}{extension}</extension>
      <cbc:ID>notice-1</cbc:ID><cbc:ContractFolderID>folder-1</cbc:ContractFolderID>
      <cbc:IssueDate>2026-11-01+01:00</cbc:IssueDate><cbc:IssueTime>10:00:00+01:00</cbc:IssueTime>
      <cbc:VersionID>{version}</cbc:VersionID>
      <cbc:NoticeTypeCode listName="{form}">{kind}</cbc:NoticeTypeCode>
      <cbc:NoticeLanguageCode>SPA</cbc:NoticeLanguageCode>
      <cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification></cac:Party></cac:ContractingParty>
      <cac:ProcurementProject>{title}{project}
        <cac:MainCommodityClassification><cbc:ItemClassificationCode>38410000</cbc:ItemClassificationCode></cac:MainCommodityClassification>
      </cac:ProcurementProject>{"".join(lots)}
    </ContractNotice>""".encode()
