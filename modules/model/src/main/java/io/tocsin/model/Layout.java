package io.tocsin.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of an event: everything of its JSON that is not a value. Events of one kind share one layout, so that reading,
 * storing and searching them costs what their values cost. A <em>leaf</em> is a string, a number, true or false; null and
 * empty objects and arrays are part of the form. The JSON of an event is {@code gap(0) leaf(0) gap(1) … leaf(n-1) gap(n)},
 * byte for byte; the quotes of a string belong to the gaps beside it.
 *
 * <p>An event has a layout only where form and values decide everything about its fields, one value at a time. What is out of
 * the ordinary (rejects, values cut for length, a clock ahead of ours, half a surrogate pair, several spellings of a level)
 * has none. Immutable; compared by identity.
 */
public final class Layout {
    /** The layout has no field that is read as a level. */
    public static final int NONE = -1;

    private final byte[][] gaps;
    private final String[] names;
    private final int[] leaves;
    private final int[] idLeaves;
    private final int levelField;
    private final boolean levelOptional;

    /**
     * A field of every event of a layout.
     *
     * @param name flattened and, for names of ours that the event does not carry itself, normalised
     * @param leaf whose value it has
     */
    public record Field(String name, int leaf) {}

    /**
     * A layout.
     *
     * @param gaps one more than there are leaves; kept, not copied
     * @param fields in the order of {@link Fields}
     * @param idLeaves that hold correlation IDs, the best first
     * @param levelField index of the field whose value is written as a {@link LogLevel} where it names one, or {@link #NONE}
     * @param levelOptional whether that field, which must be the last then, is missing where its value names no level
     */
    public Layout(
            List<byte[]> gaps, List<Field> fields, List<Integer> idLeaves, int levelField, boolean levelOptional) {
        this.gaps = gaps.toArray(byte[][]::new);
        this.names = fields.stream().map(Field::name).toArray(String[]::new);
        this.leaves = fields.stream().mapToInt(Field::leaf).toArray();
        this.idLeaves = idLeaves.stream().mapToInt(Integer::intValue).toArray();
        this.levelField = levelField;
        this.levelOptional = levelOptional;
        if (levelOptional && levelField != names.length - 1) {
            throw new IllegalArgumentException("cannot make a layout: an optional level must be its last field");
        }
    }

    /** How many values an event of this layout has. */
    public int leaves() {
        return gaps.length - 1;
    }

    /** The bytes before a leaf, or after the last one; not to be written to. */
    public byte[] gap(int index) {
        return gaps[index];
    }

    /** Whether a leaf is a string; else it is a number, true or false, and its bytes are its text. */
    public boolean isText(int leaf) {
        byte[] gap = gaps[leaf];
        return gap[gap.length - 1] == '"';
    }

    /** How many fields an event has, one of them perhaps optional. */
    public int fields() {
        return names.length;
    }

    public String fieldName(int field) {
        return names[field];
    }

    /** The leaf that holds the value of a field. */
    public int fieldLeaf(int field) {
        return leaves[field];
    }

    /** The field that is read as a level, or {@link #NONE}. */
    public int levelField() {
        return levelField;
    }

    /** How many leaves hold correlation IDs. */
    public int ids() {
        return idLeaves.length;
    }

    /** A leaf that holds a correlation ID; the best first. A blank value is none. */
    public int idLeaf(int index) {
        return idLeaves[index];
    }

    /** The text of a field from the text of its leaf; null where the field is missing for that. */
    public @Nullable String fieldValue(int field, String leafText) {
        if (field != levelField) return leafText;
        LogLevel level = LogLevel.parse(leafText);
        if (level != null) return level.name();
        return levelOptional ? null : leafText;
    }

    String[] names() {
        return names;
    }

    /** Whether that field, then the last one, is missing where its value names no level. */
    public boolean isLevelOptional() {
        return levelOptional;
    }
}
