package io.tocsin.rules;

import io.tocsin.model.Alert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The windows of one rule, and what fires for them, as bytes of a checkpoint. */
final class SavedWindows {
    private SavedWindows() {}

    static void save(RuleState rule, StateOut out) throws IOException {
        rule.roster().save(out);
        saveAlerts(rule.roster().source(), rule, out);
        out.number(rule.windows().evicted());
        out.number(rule.windows().all().size());
        for (KeyWindow window : rule.windows().all()) {
            for (int i = 0; i < rule.rule().by().size(); i++) out.text(window.key.value(i));
            saveAlerts(window, rule, out);
            window.save(out);
        }
    }

    private static void saveAlerts(KeyWindow window, RuleState rule, StateOut out) throws IOException {
        for (int tier = 0; tier < rule.limits().length; tier++) {
            Alert alert = window.alert(tier);
            out.flag(alert != null);
            if (alert == null) continue;
            out.number(alert.startsAt().toEpochMilli());
            out.text(alert.value());
            out.number(alert.evidence().size());
            for (String id : alert.evidence()) out.text(id);
        }
    }

    /** Reads what {@link #save} wrote, into a rule that has seen nothing. */
    static void load(RuleState rule, StateIn in) throws IOException {
        rule.roster().load(in, rule);
        loadAlerts(rule.roster().source(), rule, in);
        rule.windows().evicted(in.number());
        for (int left = in.count(); left > 0; left--) {
            String[] values = new String[rule.rule().by().size()];
            for (int i = 0; i < values.length; i++) values[i] = in.text();
            KeyWindow window = rule.window(Key.of(values));
            if (window == null)
                throw new IOException(
                        "cannot hold the keys of rule " + rule.rule().name());
            loadAlerts(window, rule, in);
            window.load(in, rule);
            rule.schedule(window, SourceClock.NEVER);
        }
    }

    private static void loadAlerts(KeyWindow window, RuleState rule, StateIn in) throws IOException {
        for (int tier = 0; tier < rule.limits().length; tier++) {
            if (!in.flag()) continue;
            long since = in.number();
            String value = in.text();
            List<String> evidence = new ArrayList<>();
            for (int left = in.count(); left > 0; left--) evidence.add(in.text());
            rule.alerts().restore(window, tier, since, value, evidence);
        }
    }
}
