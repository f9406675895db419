package io.tocsin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** What happens to files. */
enum Harm {
    FIRST_BYTES_FLIPPED,
    A_BYTE_FLIPPED,
    ANOTHER_BYTE_FLIPPED,
    A_BYTE_TAKEN_OUT,
    LAST_BYTE_CUT_OFF,
    SECOND_HALF_CUT_OFF,
    EMPTIED,
    DELETED;

    void to(Path file, long seed) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Random random = new Random(seed * 31 + name().hashCode());
        switch (this) {
            case FIRST_BYTES_FLIPPED ->
                Files.write(file, flipped(bytes, random.nextInt(Math.min(20, bytes.length)), random));
            case A_BYTE_FLIPPED, ANOTHER_BYTE_FLIPPED ->
                Files.write(file, flipped(bytes, random.nextInt(bytes.length), random));
            case A_BYTE_TAKEN_OUT -> Files.write(file, without(bytes, random.nextInt(bytes.length)));
            case LAST_BYTE_CUT_OFF -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
            case SECOND_HALF_CUT_OFF -> Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            case EMPTIED -> Files.write(file, new byte[0]);
            case DELETED -> Files.delete(file);
        }
    }

    private static byte[] without(byte[] bytes, int at) {
        byte[] rest = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, rest, at, rest.length - at);
        return rest;
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        bytes[at] ^= (byte) (1 + random.nextInt(255));
        return bytes;
    }
}
