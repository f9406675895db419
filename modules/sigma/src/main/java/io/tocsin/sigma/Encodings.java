package io.tocsin.sigma;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** {@code base64}, {@code base64offset}, and the UTF-16 encodings before them. */
final class Encodings {
    private static final int[] FROM = {0, 2, 3};
    private static final int[] CUT = {0, 3, 2};

    private Encodings() {}

    /** The bytes of a text, by the last encoding among these modifiers, or UTF-8. */
    static byte[] bytes(String text, List<Modifier> modifiers) {
        Charset charset = StandardCharsets.UTF_8;
        boolean marked = false;
        for (Modifier modifier : modifiers) {
            if (!modifier.isEncoding()) continue;
            marked = modifier == Modifier.UTF16;
            charset = modifier == Modifier.UTF16BE ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
        }
        byte[] bytes = text.getBytes(charset);
        if (!marked) return bytes;
        ByteArrayOutputStream withMark = new ByteArrayOutputStream();
        withMark.write(0xFF);
        withMark.write(0xFE);
        withMark.writeBytes(bytes);
        return withMark.toByteArray();
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** What is the same of the encoded bytes wherever they begin within three: one text for each place. */
    static List<String> base64Offsets(byte[] bytes) {
        return IntStream.range(0, 3).mapToObj(offset -> at(offset, bytes)).toList();
    }

    private static String at(int offset, byte[] bytes) {
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);
        String text = base64(shifted);
        int to = text.length() - CUT[shifted.length % 3];
        return text.substring(Math.min(FROM[offset], to), to);
    }
}
