package io.tocsin.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A template that messages were found to have, and which messages of the block being written do. */
final class KnownTemplate {
    /** No number: too few messages of the block have it. */
    static final int RARE = -1;

    private final String skeleton;
    private final byte[][] constants;
    private final int constantBytes;

    /** The next one that may fit the same messages. */
    @Nullable
    KnownTemplate next;

    /** Of this block. */
    private final List<ColumnRows> variables = new ArrayList<>();

    private int[] rows = {};
    private int size;
    private int number;

    KnownTemplate(String skeleton) {
        this.skeleton = skeleton;
        String[] parts = skeleton.split(Skeletons.MARK, -1);
        this.constants = new byte[parts.length][];
        int bytes = 0;
        for (int i = 0; i < parts.length; i++) {
            constants[i] = parts[i].getBytes(StandardCharsets.ISO_8859_1);
            bytes += constants[i].length;
        }
        this.constantBytes = bytes;
    }

    String skeleton() {
        return skeleton;
    }

    /** The text before, between and after the variables. */
    byte[][] constants() {
        return constants;
    }

    int constantBytes() {
        return constantBytes;
    }

    /**
     * Whether a message is of this template: its constants, and one token at each variable. Then the tokens are in
     * {@code spans}, start and end of each.
     */
    boolean fits(byte[] source, int from, int to, int[] spans) {
        byte[] constant = constants[0];
        int at = from + constant.length;
        if (at > to || !Slices.equal(source, from, constant, 0, constant.length)) return false;
        for (int i = 1; i < constants.length; i++) {
            int end = Tokens.end(source, at, to);
            constant = constants[i];
            if (end < 0 || constant.length > to - end) return false;
            if (!Slices.equal(source, end, constant, 0, constant.length)) return false;
            spans[2 * i - 2] = at;
            spans[2 * i - 1] = end;
            at = end + constant.length;
        }
        return at == to;
    }

    /** Takes a message of this block. */
    void add(int row, byte[] source, int[] spans, SpareColumns spare) {
        while (variables.size() < constants.length - 1) variables.add(spare.take());
        if (size == rows.length) rows = Arrays.copyOf(rows, Math.max(16, size * 2));
        rows[size++] = row;
        for (int i = 0; i < variables.size(); i++) variables.get(i).add(source, spans[2 * i], spans[2 * i + 1]);
    }

    /** How many messages of this block it has. */
    int size() {
        return size;
    }

    /** The rows of its messages, in order; longer than there are. */
    int[] rows() {
        return rows;
    }

    /** Its number in this block, or {@link #RARE}. */
    int number() {
        return number;
    }

    void number(int of) {
        number = of;
    }

    ColumnRows variable(int index) {
        return variables.get(index);
    }

    /** Lets go of the block. */
    void clear(SpareColumns spare) {
        variables.forEach(spare::giveBack);
        variables.clear();
        rows = new int[0];
        size = 0;
    }
}
