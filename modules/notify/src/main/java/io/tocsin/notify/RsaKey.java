package io.tocsin.notify;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an RSA key in PEM form: {@code PRIVATE KEY} (PKCS #8, RFC 5208), or {@code RSA PRIVATE KEY} (PKCS #1, RFC 8017). */
final class RsaKey {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END (?:RSA )?PRIVATE KEY-----");

    /** Version 0, and the algorithm: rsaEncryption, with a null for its parameters. */
    private static final byte[] PKCS8_HEAD = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;

    private RsaKey() {}

    static PrivateKey of(String pem) {
        Matcher found = PEM.matcher(pem);
        if (!found.find()) throw unreadable();
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(found.group(2));
            byte[] pkcs8 = found.group(1) == null ? encoded : wrapped(encoded);
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException | IllegalArgumentException refused) {
            // Its own words may quote the key.
            throw unreadable();
        }
    }

    private static BrokenAccess unreadable() {
        return new BrokenAccess("cannot read the key that signs: no RSA key in PEM form (PKCS #1 or #8), or encrypted");
    }

    /** PKCS #8 is PKCS #1 in an envelope that says which algorithm it is for. */
    private static byte[] wrapped(byte[] pkcs1) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(PKCS8_HEAD);
        body.writeBytes(der(OCTETS, pkcs1));
        return der(SEQUENCE, body.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int bytes = content.length < 0x100 ? 1 : content.length < 0x10000 ? 2 : 3;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) out.write(content.length >> (8 * i));
        }
        out.writeBytes(content);
        return out.toByteArray();
    }
}
