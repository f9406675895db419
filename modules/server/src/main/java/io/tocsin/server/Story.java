package io.tocsin.server;

import io.tocsin.escalation.Incident;
import io.tocsin.escalation.TimelineEntry;
import io.tocsin.model.Labels;
import io.tocsin.routing.Effect;
import io.tocsin.server.api.Alerts.Happened;
import io.tocsin.server.api.Decisions;
import io.tocsin.server.api.Kept;
import io.tocsin.server.config.Configuration;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What became of one alert between two instants: its beginnings and ends, every decision, every answer, every incident. */
final class Story {
    /** Answers to pages are told in full; what the timeline says about them is the same in short. */
    private static final Set<TimelineEntry.Kind> TOLD_ELSEWHERE =
            Set.of(TimelineEntry.Kind.PAGE_DELIVERED, TimelineEntry.Kind.PAGE_FAILED);

    private final long fingerprint;
    private final Instant from;
    private final Instant to;
    private final Configuration configuration;
    private final Views views;
    private final Hours hours;
    private final List<Scene> scenes = new ArrayList<>();

    /** One thing that happened; {@code rank} orders what happened in one step. */
    private record Scene(Instant at, int rank, JsonObject json) {}

    /** @param zone whose wall clock the sentences use; null for that of the people on call */
    Story(long fingerprint, Instant from, Instant to, @Nullable ZoneId zone, Configuration configuration, Views views) {
        this.hours = new Hours(zone == null ? Rehearsals.zone(configuration) : zone, from);
        this.fingerprint = fingerprint;
        this.from = from;
        this.to = to;
        this.configuration = configuration;
        this.views = views;
    }

    JsonObject of(Decisions.Page page) {
        Labels labels = Labels.EMPTY;
        Set<String> groups = new HashSet<>();
        StoryWords words = new StoryWords(fingerprint, hours, views, new AddressBook(configuration));
        for (Kept kept : page.found()) {
            groups.add(kept.group());
            labels = labels(kept, labels);
            add(kept.at(), kept instanceof Kept.Decided ? 1 : 4, words.kind(kept), words.text(kept), kept);
        }
        for (Happened happened : views.happened(Integer.MAX_VALUE)) {
            Labels heard = happened.alert().labels();
            if (heard.fingerprint() != fingerprint) continue;
            labels = heard;
            String what = happened.firing() ? "fires" : "ended";
            add(happened.at(), 0, what, "the alert " + (happened.firing() ? "fires" : "is over"), null);
        }
        boolean answers = page.found().stream().anyMatch(Kept.Answered.class::isInstance);
        for (Incident incident : views.book().all()) {
            if (groups.contains(incident.key()) || isAbout(incident)) tell(incident, answers);
        }
        scenes.sort(Comparator.comparing(Scene::at).thenComparing(Scene::rank));
        JsonArray story = new JsonArray();
        scenes.forEach(scene -> story.add(scene.json));
        ExplainSummary.Answer answer = words.answer(page.found());
        return new JsonObject()
                .put("fingerprint", ExplainJson.fingerprint(fingerprint))
                .put("labels", ExplainJson.labels(labels))
                .put("from", from.toString())
                .put("to", to.toString())
                .put("zone", hours.zone().getId())
                .put("verdict", answer.verdict())
                .put("summary", new JsonArray(answer.sentences()))
                .put("complete", page.before() == null)
                .put("story", story);
    }

    private Labels labels(Kept kept, Labels otherwise) {
        for (Effect.Seen seen : kept.alerts()) if (seen.fingerprint() == fingerprint) return seen.labels();
        return otherwise;
    }

    private boolean isAbout(Incident incident) {
        return incident.group().alerts().stream()
                .anyMatch(alert -> alert.labels().fingerprint() == fingerprint);
    }

    private void tell(Incident incident, boolean answers) {
        for (TimelineEntry entry : incident.timeline().entries()) {
            if (answers && TOLD_ELSEWHERE.contains(entry.kind())) continue;
            String kind = entry.kind().name().toLowerCase(Locale.ROOT);
            JsonObject json = add(entry.at(), 3, kind, entry.text(), null);
            json.put("incident", incident.id()).put("by", entry.by());
        }
    }

    private JsonObject add(Instant at, int rank, String kind, String text, @Nullable Kept kept) {
        JsonObject json =
                new JsonObject().put("at", at.toString()).put("kind", kind).put("text", text);
        if (kept != null) json.put("receiver", kept.receiver()).put("group", kept.group());
        if (kept instanceof Kept.Decided decided && decided.times() > 1)
            json.put("times", decided.times()).put("until", decided.until().toString());
        if (kept instanceof Kept.Answered answered && !answered.incident().isEmpty())
            json.put("incident", answered.incident());
        boolean within = !at.isBefore(from) && at.isBefore(to);
        if (within || (kept instanceof Kept.Decided)) scenes.add(new Scene(at, rank, json));
        return json;
    }
}
