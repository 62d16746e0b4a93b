# Writes pop3kit.spdx.json, the software bill of materials in the format SPDX 2.3: pop3kit, and every library that it is
# compiled with, in the version of this build. If a part is not built, its libraries are left out.
set(sbom_packages "")
set(sbom_relations "")

macro(sbom_relation element kind other)
  list(APPEND sbom_relations
    "{\"spdxElementId\": \"SPDXRef-${element}\", \"relationshipType\": \"${kind}\", \"relatedSpdxElement\": \"SPDXRef-${other}\"}")
endmacro()

# sbom_package(NAME VERSION LICENSE COPYRIGHT)
macro(sbom_package name version license copyright)
  string(TOLOWER "pkg:generic/${name}@${version}" locator)
  list(APPEND sbom_packages "{\"SPDXID\": \"SPDXRef-${name}\", \"name\": \"${name}\", \"versionInfo\": \"${version}\", \
\"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false, \"licenseConcluded\": \"${license}\", \
\"licenseDeclared\": \"${license}\", \"copyrightText\": \"${copyright}\", \"externalRefs\": [\
{\"referenceCategory\": \"PACKAGE-MANAGER\", \"referenceType\": \"purl\", \"referenceLocator\": \"${locator}\"}]}")
endmacro()

# sbom_dependency(KIND NAME VERSION LICENSE). An empty version means that this build does not use the library.
macro(sbom_dependency kind name version license)
  if(NOT "${version}" STREQUAL "")
    sbom_package(${name} "${version}" "${license}" NOASSERTION)
    sbom_relation(pop3kit ${kind} ${name})
  endif()
endmacro()

file(STRINGS ${PROJECT_SOURCE_DIR}/LICENSE sbom_copyright REGEX "^Copyright")
sbom_package(pop3kit ${PROJECT_VERSION} MIT "${sbom_copyright}")
sbom_relation(DOCUMENT DESCRIBES pop3kit)
# Boost.Asio and CLI11 are headers, so their code becomes part of pop3kit. Boost.JSON is a library.
sbom_dependency(STATIC_LINK Boost "${Boost_VERSION_STRING}" BSL-1.0)
sbom_relation(pop3kit DYNAMIC_LINK Boost)
sbom_dependency(DYNAMIC_LINK OpenSSL "${OPENSSL_VERSION}" Apache-2.0)
sbom_dependency(DYNAMIC_LINK GNU-SASL "${GSASL_VERSION}" LGPL-2.1-or-later)
if(GSS_MODULE_NAME STREQUAL "libgssglue")
  sbom_dependency(DYNAMIC_LINK libgssglue "${GSS_VERSION}" BSD-3-Clause)
else()
  sbom_dependency(DYNAMIC_LINK krb5 "${GSS_VERSION}" MIT)
endif()
sbom_dependency(DYNAMIC_LINK GMime "${GMIME_VERSION}" LGPL-2.1-or-later)
set(sbom_icu_license Unicode-3.0)
if("${ICU_VERSION}" VERSION_LESS 74)
  set(sbom_icu_license Unicode-DFS-2016)
endif()
sbom_dependency(DYNAMIC_LINK ICU "${ICU_VERSION}" ${sbom_icu_license})
sbom_dependency(DYNAMIC_LINK SQLite "${SQLITE_VERSION}" blessing)
sbom_dependency(DYNAMIC_LINK Lua "${LUA_VERSION}" MIT)
if(POP3KIT_COMMAND)
  sbom_dependency(DYNAMIC_LINK fmt "${fmt_VERSION}" MIT)
  sbom_dependency(STATIC_LINK CLI11 "${CLI11_VERSION}" BSD-3-Clause)
endif()

string(TIMESTAMP sbom_day %Y-%m-%dT00:00:00Z UTC)  # of SOURCE_DATE_EPOCH, if that is set
list(JOIN sbom_packages ",\n    " sbom_packages)
list(JOIN sbom_relations ",\n    " sbom_relations)
string(UUID sbom_uuid NAMESPACE 6ba7b811-9dad-11d1-80b4-00c04fd430c8 NAME "${sbom_day}${sbom_packages}${sbom_relations}" TYPE SHA1)
set(sbom_file ${PROJECT_BINARY_DIR}/pop3kit.spdx.json)
file(CONFIGURE OUTPUT ${sbom_file} @ONLY CONTENT "{
  \"spdxVersion\": \"SPDX-2.3\",
  \"dataLicense\": \"CC0-1.0\",
  \"SPDXID\": \"SPDXRef-DOCUMENT\",
  \"name\": \"pop3kit-@PROJECT_VERSION@\",
  \"documentNamespace\": \"urn:uuid:@sbom_uuid@\",
  \"creationInfo\": {\"created\": \"@sbom_day@\", \"creators\": [\"Tool: CMake-@CMAKE_VERSION@\"]},
  \"packages\": [
    @sbom_packages@
  ],
  \"relationships\": [
    @sbom_relations@
  ]
}
")
