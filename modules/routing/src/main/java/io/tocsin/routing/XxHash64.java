package io.tocsin.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** xxHash, 64 bit, seed 0: how Alertmanager's notification log names an alert. */
final class XxHash64 {
    private static final long P1 = 0x9E3779B185EBCA87L;
    private static final long P2 = 0xC2B2AE3D27D4EB4FL;
    private static final long P3 = 0x165667B19E3779F9L;
    private static final long P4 = 0x85EBCA77C2B2AE63L;
    private static final long P5 = 0x27D4EB2F165667C5L;
    private static final long P1_AND_P2 = 0x60EA27EEADC0B5D6L;
    private static final long MINUS_P1 = 0x61C8864E7A143579L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private XxHash64() {}

    static long of(byte[] in) {
        int at = 0;
        long hash = P5;
        if (in.length >= 32) {
            long[] lanes = {P1_AND_P2, P2, 0, MINUS_P1};
            for (; at <= in.length - 32; at += 32) {
                for (int lane = 0; lane < 4; lane++) lanes[lane] = round(lanes[lane], longAt(in, at + 8 * lane));
            }
            hash = Long.rotateLeft(lanes[0], 1)
                    + Long.rotateLeft(lanes[1], 7)
                    + Long.rotateLeft(lanes[2], 12)
                    + Long.rotateLeft(lanes[3], 18);
            for (long lane : lanes) hash = (hash ^ round(0, lane)) * P1 + P4;
        }
        return avalanche(rest(in, at, hash + in.length));
    }

    private static long rest(byte[] in, int from, long start) {
        int at = from;
        long hash = start;
        for (; at <= in.length - 8; at += 8) {
            hash = Long.rotateLeft(hash ^ round(0, longAt(in, at)), 27) * P1 + P4;
        }
        if (at <= in.length - 4) {
            hash = Long.rotateLeft(hash ^ ((int) INT.get(in, at) & 0xffffffffL) * P1, 23) * P2 + P3;
            at += 4;
        }
        for (; at < in.length; at++) hash = Long.rotateLeft(hash ^ (in[at] & 0xff) * P5, 11) * P1;
        return hash;
    }

    private static long round(long lane, long input) {
        return Long.rotateLeft(lane + input * P2, 31) * P1;
    }

    private static long avalanche(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * P2;
        mixed = (mixed ^ (mixed >>> 29)) * P3;
        return mixed ^ (mixed >>> 32);
    }

    private static long longAt(byte[] in, int at) {
        return (long) LONG.get(in, at);
    }
}
