package io.jenkins.plugins.releasechecklist.config.channel.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads addresses of mails as somebody wrote them. */
public final class MailAddresses {
    private MailAddresses() {}

    /**
     * Reads addresses, with or without a name: {@code Anna <anna@example.com>}.
     *
     * @param entries each with one address, or several with commas between them
     * @param what how a message names them
     * @throws IllegalArgumentException if one is no address of somebody at a host
     */
    public static List<InternetAddress> of(List<String> entries, String what) {
        List<InternetAddress> addresses = new ArrayList<>();
        for (String entry : entries) {
            addresses.addAll(parse(entry, what));
        }
        return addresses;
    }

    /**
     * Reads one address.
     *
     * @throws IllegalArgumentException if it is none, or more than one
     */
    public static InternetAddress one(String text, String what) {
        List<InternetAddress> addresses = parse(text, what);
        if (addresses.size() != 1) {
            throw wrong(text, what);
        }
        return addresses.get(0);
    }

    private static List<InternetAddress> parse(String text, String what) {
        // A line break would begin another header of the mail.
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw wrong(text.replaceAll("\\p{Cntrl}", "?"), what);
        }
        try {
            List<InternetAddress> addresses = List.of(InternetAddress.parse(text, true));
            for (InternetAddress address : addresses) {
                address.validate();
                if (address.isGroup() || !address.getAddress().contains("@")) {
                    throw wrong(text, what);
                }
            }
            return addresses;
        } catch (AddressException e) {
            throw wrong(text, what);
        }
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException(
                what + ": expected an address such as support@example.com, found '" + text + "'");
    }
}
