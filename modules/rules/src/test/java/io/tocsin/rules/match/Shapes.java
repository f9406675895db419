package io.tocsin.rules.match;

import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes events with layouts, as the decoder does: flat JSON whose layout is shared by all events of a form. */
final class Shapes {
    static final Instant TIME = Instant.parse("2026-11-20T10:00:00Z");

    private final Map<String, Layout> layouts = new HashMap<>();
    private final Random random;
    private long id;

    Shapes(Random random) {
        this.random = random;
    }

    /** A field of a form: its name, and whether its values are written as strings. */
    record Slot(String name, boolean text) {}

    /** An event of this form. Values are written with escapes now and then. */
    LogEvent event(List<Slot> form, List<String> values) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        List<byte[]> gaps = new ArrayList<>();
        int[] spans = new int[2 * form.size()];
        int end = 0;
        for (int i = 0; i < form.size(); i++) {
            Slot slot = form.get(i);
            String before = (i == 0 ? "{" : (form.get(i - 1).text ? "\"" : "") + ",") + "\"" + slot.name + "\":";
            write(json, before + (slot.text ? "\"" : ""));
            gaps.add(bytes(json, end));
            spans[2 * i] = json.size();
            write(json, slot.text ? escaped(values.get(i)) : values.get(i));
            end = json.size();
            spans[2 * i + 1] = end;
        }
        write(json, (!form.isEmpty() && form.getLast().text ? "\"" : "") + (form.isEmpty() ? "{}" : "}"));
        gaps.add(bytes(json, end));
        Layout layout = layouts.computeIfAbsent(form.toString(), none -> layout(form, gaps));
        byte[] bytes = json.toByteArray();
        return new LogEvent(++id, TIME, TIME, bytes, Fields.of(layout, bytes, spans));
    }

    private static byte[] bytes(ByteArrayOutputStream json, int from) {
        byte[] all = json.toByteArray();
        return java.util.Arrays.copyOfRange(all, from, all.length);
    }

    private static void write(ByteArrayOutputStream json, String text) {
        json.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private String escaped(String value) {
        StringBuilder text = new StringBuilder();
        boolean often = random.nextInt(4) == 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || (often && random.nextInt(3) == 0))
                text.append("\\u%04x".formatted((int) c));
            else text.append(c);
        }
        return text.toString();
    }

    /** The first level there is is read as one; a severity becomes a level where there is none. */
    private static Layout layout(List<Slot> form, List<byte[]> gaps) {
        List<Layout.Field> fields = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        int level = Layout.NONE;
        int severity = Layout.NONE;
        for (int i = 0; i < form.size(); i++) {
            String name = form.get(i).name;
            fields.add(new Layout.Field(name, i));
            if (name.equals("request_id") || name.equals("trace")) ids.add(i);
            if (name.equals("level")) level = i;
            if (name.equals("severity")) severity = i;
        }
        if (level != Layout.NONE || severity == Layout.NONE) return new Layout(gaps, fields, ids, level, false);
        fields.add(new Layout.Field("level", severity));
        return new Layout(gaps, fields, ids, fields.size() - 1, true);
    }
}
