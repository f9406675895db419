package io.tocsin.server;

import io.tocsin.server.api.AckToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the links by which a page is acknowledged without logging in: HMAC-SHA256 over incident, round, person and expiry.
 * A token is good for one round only, so an old mail never silences a new page.
 */
final class AckTokens {
    /** A page that nobody answered for a day has long gone elsewhere. */
    static final Duration VALID = Duration.ofHours(24);

    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    AckTokens(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /**
     * Reads the key of this installation, or makes one, readable by its owner only. Behind it stands its CRC32C: with a broken
     * bit it would still be a key, and links that are out there would fail without a word.
     *
     * @throws IOException when the file cannot be read or made, or holds no key
     */
    static AckTokens load(Path dataFolder) throws IOException {
        Path file = dataFolder.resolve("link.key");
        if (!Files.exists(file)) create(file);
        byte[] bytes = Files.readAllBytes(file);
        byte[] key = Arrays.copyOf(bytes, KEY_BYTES);
        // Before 0.1.0 there was nothing behind it.
        if (bytes.length == KEY_BYTES || Arrays.equals(bytes, withSum(key))) return new AckTokens(key);
        int whole = KEY_BYTES + Integer.BYTES;
        String wrong = bytes.length == whole
                ? "its checksum is not that of its content"
                : "it has " + bytes.length + " bytes, a key has " + whole;
        throw new IOException("cannot use " + file + ": " + wrong
                + "; without the file a new one is made, and links that were sent are void");
    }

    private static byte[] withSum(byte[] key) {
        CRC32C crc = new CRC32C();
        crc.update(key);
        return ByteBuffer.allocate(key.length + Integer.BYTES)
                .put(key)
                .putInt((int) crc.getValue())
                .array();
    }

    /** Under its name only once it is whole and on the disk: a crash must not leave half a key behind. */
    private static void create(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "link", ".new");
        try {
            try (FileChannel out = FileChannel.open(whole, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(withSum(key));
                while (bytes.hasRemaining()) out.write(bytes);
                out.force(true);
            }
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    String sign(String incident, int round, String person, Instant now) {
        String payload = String.join(
                "\n",
                incident,
                Integer.toString(round),
                person,
                Long.toString(now.plus(VALID).getEpochSecond()));
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return BASE64.encodeToString(bytes) + "." + BASE64.encodeToString(mac(bytes));
    }

    /** What a token says, or empty when it was not signed here, was changed, or has expired. */
    Optional<AckToken> read(String token, Instant now) {
        int dot = token.indexOf('.');
        if (dot < 0) return Optional.empty();
        try {
            byte[] payload = Base64.getUrlDecoder().decode(token.substring(0, dot));
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(mac(payload), signature)) return Optional.empty();
            String[] parts = new String(payload, StandardCharsets.UTF_8).split("\n", -1);
            if (now.getEpochSecond() >= Long.parseLong(parts[3])) return Optional.empty();
            return Optional.of(new AckToken(parts[0], Integer.parseInt(parts[1]), parts[2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private byte[] mac(byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(payload);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK lacks " + ALGORITHM, e);
        }
    }
}
