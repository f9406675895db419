package io.tocsin.server;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.escalation.Incident;
import io.tocsin.escalation.Signal;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Wording;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.rehearse.Decided;
import io.tocsin.server.rehearse.Heard;
import io.tocsin.server.rehearse.IncidentStep;
import io.tocsin.server.rehearse.Told;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of the alert desk on virtual time. Used once, by one thread. */
final class VirtualShift {
    /** Links in these messages are never opened. */
    private static final AckTokens TOKENS = new AckTokens(new byte[32]);

    private final VirtualTime time;
    private final @Nullable Duration acknowledgeAfter;
    private final AlertDesk desk;
    private final List<Told> told = new ArrayList<>();

    /** As the desk last wrote them: it forgets old ones, we do not. */
    private final Map<String, Incident> incidents = new LinkedHashMap<>();

    /** Rounds of incidents that somebody is going to answer. */
    private final Set<String> answered = new HashSet<>();

    VirtualShift(Configuration configuration, Instant start, @Nullable Duration acknowledgeAfter) {
        this.time = new VirtualTime(start);
        this.acknowledgeAfter = acknowledgeAfter;
        Metrics metrics = new Metrics(new SimpleMeterRegistry(), time);
        this.desk = new AlertDesk(
                new AlertDeskParts(this::write, this::send, TOKENS, time, () -> 0L, metrics), configuration, time);
    }

    void hear(Decided decided) {
        time.passTo(decided.at());
        require(desk.firings(List.of(decided.firing()), turn -> {}));
    }

    Heard endAt(Instant end) {
        time.passTo(end);
        List<IncidentStep> steps = new ArrayList<>();
        for (Incident incident : incidents.values()) {
            incident.timeline()
                    .entries()
                    .forEach(entry ->
                            steps.add(new IncidentStep(entry.at(), incident.id(), entry.kind(), entry.text())));
        }
        return new Heard(told, steps);
    }

    private Future<Void> write(AlertLog.Entry entry) {
        for (Object entity : entry.put().values()) {
            if (entity instanceof Incident incident) incidents.put(incident.id(), incident);
        }
        return Future.succeededFuture();
    }

    private void send(Notice notice, Wording wording, String channel) {
        Outgoing outgoing = desk.views().outbox().find(notice.id()).orElse(null);
        if (outgoing == null) return;
        told.add(new Told(
                time.instant(),
                notice.kind(),
                notice.receiver(),
                notice.person(),
                channel,
                outgoing.incident(),
                outgoing.level(),
                notice.briefing().severity(),
                notice.briefing().title(),
                notice.briefing().group()));
        // Not within this step: in life, too, the answer comes back as a step of its own.
        time.after(
                Duration.ZERO,
                () -> require(desk.answered(notice.id(), new Outcome.Delivered("rehearsed", notice.id()))));
        if (notice.kind() == Notice.Kind.PAGE) answerLater(outgoing, notice.person());
    }

    private void answerLater(Outgoing page, String person) {
        if (acknowledgeAfter == null) return;
        if (!answered.add(page.incident() + "\n" + page.round())) return;
        Signal acknowledge = new Signal.Acknowledge(person, page.round(), null);
        time.after(acknowledgeAfter, () -> require(desk.people().act(page.incident(), acknowledge)));
    }

    /** Everything here is done at once; what failed is a bug, and a rehearsal with a bug in it is worth nothing. */
    private static void require(Future<?> done) {
        if (done.failed()) throw new IllegalStateException("cannot rehearse: " + done.cause(), done.cause());
    }
}
