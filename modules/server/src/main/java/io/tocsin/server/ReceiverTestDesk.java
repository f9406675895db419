package io.tocsin.server;

import io.tocsin.model.Alert;
import io.tocsin.model.AlertGroup;
import io.tocsin.model.Briefing;
import io.tocsin.model.Destination;
import io.tocsin.model.Labels;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.model.Severity;
import io.tocsin.notify.Channel;
import io.tocsin.notify.Wording;
import io.tocsin.routing.Receiver;
import io.tocsin.server.api.BusyException;
import io.tocsin.server.api.NoSuchReceiverException;
import io.tocsin.server.api.ReceiverTests;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Person;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends test messages by the very ways and in the very words that pages take, one attempt each. They are no alerts: nobody is
 * responsible for them, nothing is written down, no silence is about them. May be called from any thread.
 */
final class ReceiverTestDesk implements ReceiverTests {
    private static final Logger log = LoggerFactory.getLogger(ReceiverTestDesk.class);

    /** Whoever tests does so by hand; each may take as long as a channel is patient. */
    static final int UNDER_WAY_MAX = 4;

    private final Supplier<Configuration> configuration;
    private final Channel channels;
    private final InstantSource clock;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param channels from any thread; the answer comes on the caller's */
    ReceiverTestDesk(Supplier<Configuration> configuration, Channel channels, InstantSource clock) {
        this.configuration = configuration;
        this.channels = channels;
        this.clock = clock;
    }

    @Override
    public Future<List<Result>> test(String name, boolean person, String by) {
        Configuration now = configuration.get();
        List<String> addresses;
        try {
            addresses = person ? ofPerson(now, name) : ofReceiver(now, name);
        } catch (NoSuchReceiverException none) {
            return Future.failedFuture(none);
        }
        if (underWay.incrementAndGet() > UNDER_WAY_MAX) {
            underWay.decrementAndGet();
            return Future.failedFuture(new BusyException(UNDER_WAY_MAX + " tests are under way"));
        }
        log.info("{} tests {} {}", by, person ? "the ways to" : "receiver", name);
        AddressBook book = new AddressBook(now);
        List<Future<Result>> results = addresses.stream()
                .map(address -> tried(address, person ? name : "", name, by, book))
                .toList();
        return Future.all(results)
                .map(all -> results.stream().map(Future::result).toList())
                .onComplete(over -> underWay.decrementAndGet());
    }

    private static List<String> ofReceiver(Configuration now, String name) {
        Map<String, Receiver> known = now.routing().receivers();
        Receiver receiver = known.get(name);
        if (receiver == null) throw new NoSuchReceiverException("receiver", name, known.keySet());
        return receiver.integrations().stream()
                .map(integration -> AddressBook.of(receiver, integration))
                .toList();
    }

    private static List<String> ofPerson(Configuration now, String name) {
        Map<String, Person> known = now.oncall().users();
        Person person = known.get(name);
        if (person == null) throw new NoSuchReceiverException("user", name, known.keySet());
        return person.contacts().keySet().stream()
                .map(method -> AddressBook.of(name, method))
                .toList();
    }

    private Future<Result> tried(String address, String person, String receiver, String by, AddressBook book) {
        Destination to = book.resolve(address).orElse(null);
        if (to == null) {
            String why = "the configuration has no usable " + address;
            return Future.succeededFuture(result(address, Verdict.UNUSABLE, why, Duration.ZERO));
        }
        Instant began = clock.instant();
        String id = UUID.nameUUIDFromBytes((address + "\n" + began).getBytes(StandardCharsets.UTF_8))
                .toString();
        Notice firing = new Notice(id, Notice.Kind.NOTIFY, person, receiver, to, briefing(id, began, null, by), "");
        Wording wording = new Wording(book.form(address), "first notification", Map.of());
        return channels.send(firing, wording)
                .compose(outcome -> closed(firing, outcome, wording, by))
                .map(outcome ->
                        result(address, verdict(outcome), outcome.detail(), Duration.between(began, clock.instant())));
    }

    /** What was opened over there is closed again: nobody is to work on a test. */
    private Future<Outcome> closed(Notice firing, Outcome outcome, Wording wording, String by) {
        boolean opened = firing.destination() instanceof Destination.PagerDuty
                || firing.destination() instanceof Destination.Opsgenie;
        if (!opened || !(outcome instanceof Outcome.Delivered delivered)) return Future.succeededFuture(outcome);
        Instant now = clock.instant();
        Notice over = new Notice(
                firing.id() + "-over",
                Notice.Kind.RESOLVED,
                firing.person(),
                firing.receiver(),
                firing.destination(),
                briefing(firing.id(), firing.briefing().at(), now, by),
                delivered.thread());
        return channels.send(over, wording)
                .map(end -> end instanceof Outcome.Delivered
                        ? outcome
                        : new Outcome.Ambiguous("opened, and not closed: " + end.detail()));
    }

    private static Briefing briefing(String id, Instant began, @Nullable Instant end, String by) {
        String why = by + " asked whether a message arrives here; nothing is wrong";
        Labels labels = Labels.of(Map.of(Labels.ALERTNAME, "TocsinTest", Labels.SEVERITY, "low", "service", "tocsin"));
        Alert alert = new Alert(
                labels,
                Map.of("summary", "This is a test message. Nothing is wrong."),
                began,
                end,
                end == null ? began : end,
                "",
                List.of(),
                "");
        AlertGroup group = new AlertGroup("test/" + id, Labels.of(Labels.ALERTNAME, "TocsinTest"), "", List.of(alert));
        return new Briefing(
                group,
                "",
                "TocsinTest",
                Severity.LOW,
                end == null ? began : end,
                began,
                why,
                List.of(),
                "",
                "",
                new Briefing.Links("", "", "", "", ""));
    }

    private static Verdict verdict(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered delivered -> Verdict.DELIVERED;
            case Outcome.Retry retry -> Verdict.RETRY;
            case Outcome.Permanent permanent -> Verdict.REFUSED;
            case Outcome.Ambiguous ambiguous -> Verdict.UNCLEAR;
        };
    }

    private static Result result(String address, Verdict verdict, String detail, Duration took) {
        return new Result(address, AddressBook.channel(address), verdict, detail, took);
    }
}
