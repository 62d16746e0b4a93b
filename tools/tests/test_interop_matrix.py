import unittest

from interop_matrix import PROGRAMS, program_of, read, way_of


def results(*cases):
    return "<testsuite>" + "".join(cases) + "</testsuite>"


def passed(name):
    return f'<testcase name="{name}" status="run"/>'


def every_program():
    return [passed(f"interop.{begin}.something") for begin in PROGRAMS]


class Names(unittest.TestCase):
    def test_programs(self):
        self.assertEqual(program_of("interop.dovecot/reading.noop/plain"), "Dovecot")
        self.assertEqual(program_of("interop.microsocks.relays"), "microsocks")
        self.assertIsNone(program_of("interop.telnet.types"))

    def test_ways(self):
        self.assertEqual(way_of("interop.curl/curl_reading.lists/plain"), "plain")
        self.assertEqual(way_of("interop.openssl/openssl_client.meets/expired_implicit_tls"), "implicit TLS")
        self.assertEqual(way_of("interop.openssl/openssl_client.meets/tls_1_2_only_stls"), "STLS")
        self.assertEqual(way_of("interop.mpop/mail_reader_mechanism.logs_in/SCRAM_SHA_256"), "mechanisms")
        self.assertEqual(way_of("interop.dovecot_authentication.the_best"), "other")


class Tables(unittest.TestCase):
    def test_counts_and_mechanisms(self):
        matrix = read(results(*every_program(), passed("interop.courier/a.b/plain"), passed("interop.courier/a.c/plain"),
                              passed("interop.courier/a.d/CRAM_MD5")))
        self.assertEqual(matrix.complaints, [])
        self.assertEqual(matrix.cell("Courier", "plain"), "2/2")
        self.assertEqual(matrix.cell("Courier", "STLS"), "-")
        self.assertIn("Courier: CRAM-MD5", matrix.text())

    def test_failed_skipped_unknown_and_missing_are_told(self):
        failed = '<testcase name="interop.curl/a.b/plain" status="fail"><failure/></testcase>'
        skipped = '<testcase name="interop.cyrus/a.b/stls" status="notrun"><skipped/></testcase>'
        matrix = read(results(*every_program(), failed, skipped, passed("interop.telnet.types")))
        self.assertEqual(matrix.cell("curl", "plain"), "0/1")
        self.assertEqual(len(matrix.complaints), 3)
        self.assertIn("no test ran", "".join(read(results()).complaints))


if __name__ == "__main__":
    unittest.main()
