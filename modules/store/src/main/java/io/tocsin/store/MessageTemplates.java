package io.tocsin.store;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The templates of a column; the variables of one are read when one of its messages is asked for. */
final class MessageTemplates implements Templates {
    private final Constants[] constants;
    private final Lazily<Codes> coded;
    /** How many messages each template has: where they are need not be known for most questions. */
    private final Lazily<int[]> counts;

    private final Lazily<Places> places;
    private final Lazily<Column>[][] variables;
    /** Of all variables, those of the first template first. */
    private final Lazily<Alphabets> alphabets;

    /** The number among all variables of the first one of each template. */
    private final int[] firstVariable;

    private final Siblings siblings;

    /**
     * Where the messages of each template are.
     *
     * @param inTemplate of each row: its index among those of its template
     * @param rows of the first template, then of the next
     * @param starts where those of each template begin, and where all end
     */
    // Arrays, shared by those who read; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Places(int[] inTemplate, int[] rows, int[] starts) {}

    private MessageTemplates(
            Constants[] constants, ColumnSource[][] sources, Lazily<Codes> coded, Siblings siblings, Weight weight) {
        this.constants = constants;
        this.coded = coded;
        this.siblings = siblings;
        this.counts = new Lazily<>(() -> coded.get().counts(constants.length));
        this.places = new Lazily<>(() -> places(weight));
        this.variables = variables(sources);
        this.firstVariable = new int[sources.length + 1];
        for (int t = 0; t < sources.length; t++) firstVariable[t + 1] = firstVariable[t] + sources[t].length;
        this.alphabets = new Lazily<>(() -> readAlphabets(weight));
    }

    private Alphabets readAlphabets(Weight weight) throws IOException {
        List<Lazily<Column>> all =
                Arrays.stream(variables).flatMap(Arrays::stream).toList();
        Alphabets read = Alphabets.of(all.size(), variable -> all.get(variable).get());
        weight.add(read.weight());
        return read;
    }

    /** What is made of a block grows by what is made of it. */
    @FunctionalInterface
    private interface Weight {
        void add(long bytes);
    }

    static MessageTemplates read(ColumnSource source, int rows, Siblings siblings) throws IOException {
        Constants[] constants = readConstants(source.head(), rows);
        PackedIntegers packed = PackedIntegers.read(source, rows);
        Lazily<Codes> coded = new Lazily<>(() -> packed.unpack().codes(constants.length, "template"));
        ColumnSource[][] sources = new ColumnSource[constants.length][];
        for (int t = 0; t < sources.length; t++) {
            sources[t] = new ColumnSource[constants[t].parts().length - 1];
            for (int v = 0; v < sources[t].length; v++) sources[t][v] = source.skippable();
        }
        return new MessageTemplates(constants, sources, coded, siblings, source.unpacked()::addAndGet);
    }

    private static Constants[] readConstants(BlockSource head, int rows) throws IOException {
        Constants[] constants = new Constants[head.count(rows)];
        for (int t = 0; t < constants.length; t++) {
            byte[][] parts = new byte[head.count(head.left()) + 1][];
            for (int i = 0; i < parts.length; i++) parts[i] = head.bytes();
            constants[t] = new Constants(parts);
        }
        return constants;
    }

    // An array of a generic type cannot be made otherwise.
    @SuppressWarnings({"unchecked", "rawtypes"})
    private Lazily<Column>[][] variables(ColumnSource[][] sources) {
        Lazily<Column>[][] all = new Lazily[sources.length][];
        for (int t = 0; t < all.length; t++) {
            all[t] = new Lazily[sources[t].length];
            for (int v = 0; v < all[t].length; v++) {
                int template = t;
                ColumnSource source = sources[t][v];
                all[t][v] = new Lazily<>(
                        () -> Encoding.readVariable(source, counts.get()[template], () -> rows(template), siblings));
            }
        }
        return all;
    }

    private Places places(Weight weight) throws IOException {
        Codes codes = coded.get();
        int[] starts = new int[constants.length + 1];
        int[] inTemplate = new int[codes.rows()];
        for (int row = 0; row < inTemplate.length; row++) inTemplate[row] = starts[codes.get(row) + 1]++;
        for (int t = 0; t < constants.length; t++) starts[t + 1] += starts[t];
        int[] rows = new int[inTemplate.length];
        for (int row = 0; row < inTemplate.length; row++) rows[starts[codes.get(row)] + inTemplate[row]] = row;
        weight.add(8L * inTemplate.length);
        return new Places(inTemplate, rows, starts);
    }

    private int[] rows(int template) throws IOException {
        Places all = places.get();
        return Arrays.copyOfRange(all.rows, all.starts[template], all.starts[template + 1]);
    }

    byte[] message(int row) throws IOException {
        int number = template(row);
        byte[][] parts = constants(number);
        byte[][] values = new byte[parts.length - 1][];
        int place = values.length == 0 ? 0 : rowInTemplate(row);
        int length = parts[0].length;
        for (int v = 0; v < values.length; v++) {
            values[v] = variable(number, v).valueAt(place);
            length += values[v].length + parts[v + 1].length;
        }
        byte[] message = new byte[length];
        int at = put(message, 0, parts[0]);
        for (int v = 0; v < values.length; v++) {
            at = put(message, at, values[v]);
            at = put(message, at, parts[v + 1]);
        }
        return message;
    }

    private static int put(byte[] target, int at, byte[] part) {
        System.arraycopy(part, 0, target, at, part.length);
        return at + part.length;
    }

    @Override
    public int templates() {
        return constants.length;
    }

    @Override
    public Codes coded() throws IOException {
        return coded.get();
    }

    @Override
    public Constants text(int template) {
        return constants[template];
    }

    @Override
    public Column variable(int template, int variable) throws IOException {
        return variables[template][variable].get();
    }

    @Override
    public boolean isForeign(int template, int variable, Needle text) throws IOException {
        return alphabets.get().areForeignTo(firstVariable[template] + variable, text);
    }

    @Override
    public boolean isForeign(int template, int variable, Needle text, VariableTexts.Place place) throws IOException {
        int number = firstVariable[template] + variable;
        return alphabets.get().areForeignTo(number, text) && !alphabets.get().haveOneOf(number, place.ends());
    }

    @Override
    public int rowInTemplate(int row) throws IOException {
        return places.get().inTemplate[row];
    }
}
