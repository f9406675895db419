package io.tocsin.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a profile knows of one key: cells in the order of time, and the last text of each field. */
final class ProfileMemory {
    private final ProfileShape shape;
    private final List<ProfileCell> cells = new ArrayList<>(1);

    /** By field: the newest text, and of texts of one millisecond the greatest. */
    private final String[] last;

    private final long[] lastAt;

    ProfileMemory(ProfileShape shape) {
        this.shape = shape;
        this.last = new String[shape.texts()];
        this.lastAt = new long[shape.texts()];
        for (int i = 0; i < last.length; i++) {
            last[i] = "";
            lastAt[i] = SourceClock.NEVER;
        }
    }

    void learn(long at, double[] numbers, String[] texts) {
        long oldest = shape.oldestCell(at);
        while (!cells.isEmpty() && cells.getFirst().place < oldest) cells.removeFirst();
        cell(shape.cellOf(at)).learn(numbers, texts);
        for (int i = 0; i < texts.length; i++) {
            boolean newer = at > lastAt[i] || (at == lastAt[i] && texts[i].compareTo(last[i]) > 0);
            if (texts[i].isEmpty() || !newer) continue;
            last[i] = texts[i];
            lastAt[i] = at;
        }
    }

    private ProfileCell cell(long place) {
        int index = cells.size();
        while (index > 0 && cells.get(index - 1).place > place) index--;
        if (index > 0 && cells.get(index - 1).place == place) return cells.get(index - 1);
        ProfileCell cell = new ProfileCell(place, shape);
        cells.add(index, cell);
        return cell;
    }

    /** Whether nothing counts any more. */
    boolean isSpent(long at) {
        return cells.isEmpty() || cells.getLast().place < shape.oldestCell(at);
    }

    /** How many events it learnt from. */
    long events(long at) {
        long events = 0;
        for (ProfileCell cell : cells) if (counts(cell, at)) events += cell.events();
        return events;
    }

    private boolean counts(ProfileCell cell, long at) {
        return cell.place >= shape.oldestCell(at);
    }

    double number(Measure measure, long at) {
        if (measure instanceof Measure.Count) return events(at);
        int index = shape.numberOf(measure);
        if (index < 0) return Double.NaN;
        Moments all = new Moments();
        for (ProfileCell cell : cells) if (counts(cell, at)) all.add(cell.numbers(index));
        return all.measure(measure);
    }

    boolean knows(KeyField field, String text, long at) {
        int index = shape.textOf(field);
        for (ProfileCell cell : cells) if (counts(cell, at) && cell.texts(index).containsKey(text)) return true;
        return false;
    }

    /** Whether a text is among the most frequent ones; of equally frequent ones the first in the alphabet counts. */
    boolean isTop(KeyField field, int size, String text, long at) {
        int index = shape.textOf(field);
        Map<String, Long> all = new HashMap<>();
        for (ProfileCell cell : cells) {
            if (counts(cell, at)) cell.texts(index).forEach((each, count) -> all.merge(each, count, Long::sum));
        }
        Long own = all.get(text);
        if (own == null) return false;
        long better = 0;
        for (Map.Entry<String, Long> each : all.entrySet()) {
            int byCount = Long.compare(each.getValue(), own);
            if (byCount > 0 || (byCount == 0 && each.getKey().compareTo(text) < 0)) better++;
        }
        return better < size;
    }

    @Nullable
    String last(KeyField field, long at) {
        int index = shape.textOf(field);
        return shape.cellOf(lastAt[index]) < shape.oldestCell(at) ? null : last[index];
    }

    void save(StateOut out) throws IOException {
        out.number(cells.size());
        for (ProfileCell cell : cells) {
            out.number(cell.place);
            cell.save(out);
        }
        for (int i = 0; i < last.length; i++) {
            out.text(last[i]);
            out.number(lastAt[i]);
        }
    }

    void load(StateIn in) throws IOException {
        int saved = in.count();
        for (int i = 0; i < saved; i++) cell(in.number()).load(in);
        for (int i = 0; i < last.length; i++) {
            last[i] = in.text();
            lastAt[i] = in.number();
        }
    }
}
