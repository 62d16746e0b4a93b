"""The software bill of materials is valid and true: sbom_test.py FILE TREE COMMAND [LIBRARY...]. What a program needs is read from
its file, and the versions from pkg-config."""
import json
import re
import subprocess
import sys
import unittest
from pathlib import Path

# The libraries of each package, and its module of pkg-config.
PACKAGES = {
    "Boost": (r"libboost_", None),
    "OpenSSL": (r"lib(ssl|crypto)\.", "openssl"),
    "GNU-SASL": (r"libgsasl\.", "libgsasl"),
    "libgssglue": (r"libgssglue\.", "libgssglue"),
    "krb5": (r"libgssapi_krb5\.", "krb5-gssapi"),
    "GMime": (r"libgmime-", "gmime-3.0"),
    "ICU": (r"libicu", "icu-uc"),
    "SQLite": (r"libsqlite3\.", "sqlite3"),
    "Lua": (r"liblua", "lua5.4-c++"),
    "fmt": (r"libfmt\.", "fmt"),
}
# The C and C++ runtimes, and our own libraries.
OWN = re.compile(r"^(lib(stdc\+\+|m|gcc_s|c|c\+\+|c\+\+abi|unwind|pop3kit-[a-z]+)\.so|ld-linux|linux-vdso)")
# Of the list of SPDX licences, those that occur.
LICENSES = {"MIT", "blessing", "BSL-1.0", "Apache-2.0", "LGPL-2.1-or-later", "BSD-3-Clause", "Unicode-DFS-2016", "Unicode-3.0"}


def needs(file):
    shown = subprocess.run(["readelf", "-W", "-d", file], capture_output=True, text=True, check=True).stdout
    return set(re.findall(r"\(NEEDED\).*\[(.*)\]", shown))


def module_version(module):
    return subprocess.run(["pkg-config", "--modversion", module], capture_output=True, text=True, check=True).stdout.strip()


class BillOfMaterials(unittest.TestCase):
    file = tree = command = files = None

    def setUp(self):
        self.document = json.loads(self.file.read_text(encoding="utf-8"))
        self.packages = {each["name"]: each for each in self.document["packages"]}
        self.relations = {(each["spdxElementId"], each["relationshipType"], each["relatedSpdxElement"])
                          for each in self.document["relationships"]}

    def test_document_has_the_form_of_spdx_2_3(self):
        document = self.document
        self.assertEqual((document["spdxVersion"], document["dataLicense"], document["SPDXID"]), ("SPDX-2.3", "CC0-1.0", "SPDXRef-DOCUMENT"))
        self.assertRegex(document["documentNamespace"], r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
        self.assertRegex(document["creationInfo"]["created"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertRegex(document["creationInfo"]["creators"][0], r"^Tool: CMake-\d")
        for package in document["packages"]:
            self.assertRegex(package["SPDXID"], r"^SPDXRef-[A-Za-z0-9.-]+$")
            self.assertIs(package["filesAnalyzed"], False)
            self.assertEqual(package["downloadLocation"], "NOASSERTION")
            self.assertRegex(package["externalRefs"][0]["referenceLocator"], r"^pkg:generic/[a-z0-9-]+@[0-9.]+$")

    def test_relations_name_packages_of_the_document(self):
        known = [each["SPDXID"] for each in self.document["packages"]]
        self.assertEqual(len(known), len(set(known)))
        self.assertIn(("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-pop3kit"), self.relations)
        related = {other for element, kind, other in self.relations if element == "SPDXRef-pop3kit" and kind.endswith("_LINK")}
        self.assertEqual(related, set(known) - {"SPDXRef-pop3kit"})

    def test_product_has_its_version_licence_and_copyright(self):
        product = self.packages["pop3kit"]
        shown = subprocess.run([self.command, "--version"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(shown.strip(), "pop3kit " + product["versionInfo"])
        licence = (self.tree / "LICENSE").read_text(encoding="utf-8").splitlines()
        self.assertEqual(product["licenseDeclared"] + " License", licence[0])
        self.assertIn(product["copyrightText"], licence)

    def test_licences_are_identifiers_of_spdx(self):
        for package in self.document["packages"]:
            self.assertEqual(package["licenseConcluded"], package["licenseDeclared"])
            self.assertIn(package["licenseDeclared"], LICENSES)

    def test_every_library_that_is_linked_is_listed(self):
        for file in self.files:
            for library in needs(file):
                if OWN.match(library):
                    continue
                owner = [name for name, (pattern, _) in PACKAGES.items() if re.match(pattern, library)]
                self.assertEqual(len(owner), 1, f"{library} has no package in this test")
                self.assertIn(("SPDXRef-pop3kit", "DYNAMIC_LINK", f"SPDXRef-{owner[0]}"), self.relations, f"{library} of {file}")

    def test_every_library_that_is_listed_is_linked_or_loaded(self):
        octets = b"".join(Path(each).read_bytes() for each in self.files)
        names = {each.decode() for each in re.findall(rb"lib[a-z0-9_.+-]+\.so\.\d+", octets)}
        listed = [other.removeprefix("SPDXRef-") for _, kind, other in self.relations if kind == "DYNAMIC_LINK"]
        self.assertIn("OpenSSL", listed)
        for package in listed:
            self.assertTrue([each for each in names if re.match(PACKAGES[package][0], each)], package)

    def test_versions_are_those_of_the_installed_libraries(self):
        modules = {name: module for name, (_, module) in PACKAGES.items() if name in self.packages and module}
        self.assertIn("OpenSSL", modules)
        for name, module in modules.items():
            self.assertEqual(self.packages[name]["versionInfo"], module_version(module), name)


if __name__ == "__main__":
    BillOfMaterials.file, BillOfMaterials.tree = Path(sys.argv[1]), Path(sys.argv[2])
    BillOfMaterials.command, BillOfMaterials.files = sys.argv[3], sys.argv[3:]
    unittest.main(argv=sys.argv[:1])
