#!/bin/sh
# fetchmail.sh PORT PROTECTION CA OUT MECHANISM: fetchmail hands every message of alice to a delivery agent.
set -eu
case $2 in
  plain) tls="sslproto ''" ;;
  stls) tls="sslproto TLS1.2+ sslcertck sslcertfile '$3'" ;;
  *) tls="ssl sslproto TLS1.2+ sslcertck sslcertfile '$3'" ;;
esac
if [ "$5" = apop ]; then proto=apop; else proto=pop3; fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
(umask 077 && cat > "$scratch/rc" <<TEXT
set invisible
set no bouncemail
poll localhost service $1 proto $proto no dns timeout 60
  user alice password s3cret is root here no rewrite no mimedecode keep fetchall $tls
  mda "cat > $4/\$\$"
TEXT
)
HOME=$scratch FETCHMAILHOME=$scratch fetchmail -f "$scratch/rc" --pidfile "$scratch/pid" --nosyslog --nodetach --silent
