package io.tocsin.server.rehearse;

import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads incidents from {@code start,end,service[,rule]}, a line each, with or without that line as the first. */
public final class LabelledCsv {
    /** More than a team has in ten years. */
    private static final int INCIDENTS_MAX = 10_000;

    private LabelledCsv() {}

    /** The incidents in the order of the file; what is wrong is a problem and left out. */
    public static List<Labelled> read(String file, String text, Problems problems) {
        List<Labelled> incidents = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            boolean heading = number == 1 && line.toLowerCase(Locale.ROOT).startsWith("start");
            if (line.isBlank() || line.startsWith("#") || heading) continue;
            Mark at = new Mark(file, number, 1);
            if (incidents.size() == INCIDENTS_MAX) {
                problems.add(at, "cannot read more than " + INCIDENTS_MAX + " incidents");
                return incidents;
            }
            Labelled read = incident(incidents.size() + 1, line, at, problems);
            if (read != null) incidents.add(read);
        }
        return incidents;
    }

    private static @Nullable Labelled incident(int number, String line, Mark at, Problems problems) {
        String[] cells = line.split(",", -1);
        Instant start = cells.length < 2 ? null : TestFileReader.time(cells[0].strip());
        Instant end = cells.length < 2 ? null : TestFileReader.time(cells[1].strip());
        if (start == null || end == null || cells.length > 4) {
            problems.add(
                    at,
                    "an incident is start,end,service[,rule] with times such as 2026-01-05T09:00:00Z, not '" + line
                            + "'");
            return null;
        }
        if (end.isBefore(start)) {
            problems.add(at, "the incident ends before it starts");
            return null;
        }
        return new Labelled(number, start, end, cell(cells, 2), cell(cells, 3));
    }

    private static String cell(String[] cells, int at) {
        return cells.length > at ? cells[at].strip() : "";
    }
}
