# Reads many messages with Perl's MIME-tools, MailTools, TimeDate and Encode, and writes the values that they find.
use strict;
use warnings;

use Date::Parse qw(strptime);
use Encode qw(decode encode find_encoding);
use Mail::Address;
use MIME::Parser;

sub decoded_words { my ($value) = @_; return decode('MIME-Header', $value // '') }

sub field {
    my ($head, $name) = @_;
    my $value = $head->get($name, 0);
    return '' unless defined $value;
    $value =~ s/\r?\n(?=[ \t])//g;
    $value =~ s/^\s+|\s+$//g;
    return $value;
}

sub addresses {
    my ($head, $name) = @_;
    my $lines = '';
    for my $address (Mail::Address->parse(field($head, $name))) {
        my $phrase = $address->phrase;
        $phrase =~ s/^"(.*)"$/$1/s && $phrase =~ s/\\(.)/$1/gs;
        my $comment = $address->comment // '';
        $comment =~ s/^\s*\((.*)\)\s*$/$1/s;
        $phrase = $comment if $phrase eq '';
        $lines .= decoded_words($phrase) . '|' . ($address->address // '') . "\n";
    }
    return $lines;
}

sub date {
    my ($second, $minute, $hour, $day, $month, $year, $zone) = strptime(field($_[0], 'Date'));
    return '' unless defined $day && defined $month && defined $year;
    my $minutes = defined $zone ? int(abs($zone) / 60) : 0;
    my $sign = defined $zone && $zone >= 0 ? '+' : '-';
    return sprintf '%04d-%02d-%02dT%02d:%02d:%02d%s%02d:%02d', $year + 1900, $month + 1, $day, $hour // 0, $minute // 0,
        $second // 0, $sign, int($minutes / 60), $minutes % 60;
}

sub message_id {
    my $value = field($_[0], 'Message-ID');
    return $value =~ /<(.*)>/s ? $1 : $value;
}

sub content { my ($part) = @_; return $part->bodyhandle ? $part->bodyhandle->as_string : '' }

sub text {
    my ($part) = @_;
    my $encoding = find_encoding($part->head->mime_attr('content-type.charset') // 'utf-8') // find_encoding('utf-8');
    my $text = $encoding->decode(content($part), Encode::FB_DEFAULT);
    $text =~ s/\r\n?/\n/g;
    return $text;
}

sub line {
    my ($part) = @_;
    my $type = lc $part->mime_type;
    my $name = decoded_words($part->head->recommended_filename // '');
    $name =~ s{.*[/\\]}{}s;
    my $content = $type eq 'message/rfc822' && $part->parts ? encode('UTF-8', decoded_words(field($part->parts(0)->head, 'Subject'))) : content($part);
    $content =~ s/\r\n?/\n/g if $type =~ m{^text/};
    my $length = length $content;
    $content =~ s/([^A-Za-z0-9])/sprintf '=%02x', ord $1/gse;
    return "$type|$name|$length|$content\n";
}

sub leaves {
    my ($part) = @_;
    return $part if lc($part->mime_type) eq 'message/rfc822' || !$part->is_multipart;
    return map { leaves($_) } $part->parts;
}

sub body {
    my ($entity) = @_;
    my %values = (attachments => '');
    for my $part (leaves($entity)) {
        my $type = lc $part->mime_type;
        my $shown = ($part->head->mime_attr('content-disposition') // 'inline') !~ /^\s*attachment/i;
        if ($shown && $type eq 'text/plain' && !defined $values{text}) { $values{text} = text($part) }
        elsif ($shown && $type eq 'text/html' && !defined $values{html}) { $values{html} = text($part) }
        else { $values{attachments} .= line($part) }
    }
    return map { $_ => $values{$_} // '' } qw(text html attachments);
}

sub values_of {
    my ($entity) = @_;
    my $head = $entity->head;
    my @pairs = (
        subject => decoded_words(field($head, 'Subject')),
        from => addresses($head, 'From'),
        to => addresses($head, 'To'),
        date => date($head),
        'message-id' => message_id($head),
        body($entity),
    );
    return @pairs;
}

sub main {
    my ($in, $out) = @_;
    open my $messages, '<:raw', $in or die "$in: $!";
    open my $values, '>:raw', $out or die "$out: $!";
    while (defined(my $length = <$messages>)) {
        read $messages, my $octets, int $length;
        my $parser = MIME::Parser->new;
        $parser->output_to_core(1);
        $parser->tmp_to_core(1);
        $parser->extract_nested_messages('NEST');
        my @pairs = eval { values_of($parser->parse_data($octets)) };
        @pairs = map { $_ => 'raises an error' } qw(subject from to date message-id text html attachments) if $@;
        print {$values} "message\n";
        while (my ($name, $value) = splice @pairs, 0, 2) {
            print {$values} "$name ", unpack('H*', utf8::is_utf8($value) ? encode('UTF-8', $value) : $value), "\n";
        }
    }
    return 0;
}

local $SIG{__WARN__} = sub { };
exit main(@ARGV);
