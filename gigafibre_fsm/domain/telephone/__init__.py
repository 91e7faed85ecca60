"""Telephones as three systems hold them: our lines, the SIP platform's accounts, the 911 provider's registrations."""
