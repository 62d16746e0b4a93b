# net_pop3.pl PORT PROTECTION CA OUT MECHANISM: Perl's own client reads every message of alice.
use strict;
use warnings;
use Net::POP3;

my ($port, $protection, $ca, $out, $mechanism) = @ARGV;
my %trust = (SSL_ca_file => $ca, SSL_verifycn_name => 'localhost');
my $mail = Net::POP3->new('localhost', Port => $port, Timeout => 60,
    SSL => $protection eq 'implicit_tls', ($protection eq 'implicit_tls' ? %trust : ())) or die "connect: $@";
if ($protection eq 'stls') { $mail->starttls(%trust) or die 'STLS: ' . $mail->message }
my $count = ($mechanism eq 'apop' ? $mail->apop('alice', 's3cret') : $mail->login('alice', 's3cret')) or die 'login: ' . $mail->message;
for my $number (1 .. $count) {
    my $lines = $mail->get($number) or die "RETR $number: " . $mail->message;
    open my $file, '>:raw', "$out/$number" or die $!;
    print $file @$lines;
    close $file or die $!;
}
$mail->quit or die 'QUIT: ' . $mail->message;
