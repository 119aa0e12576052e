-- Who receives where: an electronic address (BT-49 with its scheme) or a company identifier
-- belongs to one tenant. `scheme` is an EAS or ICD code ('0225', '0002', '0009', '0088'), or 'vat'.
CREATE TABLE directory_lines (
  scheme     TEXT NOT NULL,
  identifier TEXT NOT NULL,
  tenant     TEXT NOT NULL REFERENCES tenants (siren),
  PRIMARY KEY (scheme, identifier)
);

CREATE INDEX directory_lines_by_tenant ON directory_lines (tenant);
