package io.tocsin.demo;

import io.tocsin.testkit.FakePagerDuty;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.ReceivedMail;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is new in the inboxes. Readers who got the same text share a line, so that four mails are not four lines. */
final class Arrivals {
    /** Slack's ids, as its users would see them. */
    private static final Map<String, String> SLACK_NAMES =
            Map.of("CINCIDENTS", "#incidents", "D0ANNA", "Anna", "D0BOB", "Bob");

    private final Demo.Inboxes inboxes;
    private int slackSeen;
    private int mailSeen;
    private int pagerDutySeen;

    Arrivals(Demo.Inboxes inboxes) {
        this.inboxes = inboxes;
    }

    /** One message, and who reads it. */
    record Arrival(String channel, String readers, String text) {}

    /** Everything since the last call, channel by channel. */
    List<Arrival> fresh() {
        List<Arrival> fresh = new ArrayList<>();
        fresh.addAll(slack());
        fresh.addAll(mail());
        fresh.addAll(pagerDuty());
        return fresh;
    }

    private List<Arrival> slack() {
        List<FakeSlack.Message> messages = inboxes.slack().messages();
        Map<String, List<String>> readers = new LinkedHashMap<>();
        for (FakeSlack.Message message : messages.subList(slackSeen, messages.size())) {
            // Stars make the headline bold; a terminal would show them.
            String text = line(message.text(), 0).replace("*", "");
            add(readers, text, SLACK_NAMES.getOrDefault(message.channel(), message.channel()));
        }
        slackSeen = messages.size();
        return arrivals("slack", readers);
    }

    /** The first two lines of a mail say what happened, and why this reader hears of it. */
    private List<Arrival> mail() {
        List<ReceivedMail> mails = inboxes.mail().messages();
        Map<String, List<String>> readers = new LinkedHashMap<>();
        for (ReceivedMail mail : mails.subList(mailSeen, mails.size())) {
            add(readers, line(mail.text(), 0) + " (" + line(mail.text(), 1) + ")", String.join(", ", mail.to()));
        }
        mailSeen = mails.size();
        return arrivals("email", readers);
    }

    private List<Arrival> pagerDuty() {
        List<FakePagerDuty.Event> events = inboxes.pagerDuty().events();
        Map<String, List<String>> readers = new LinkedHashMap<>();
        for (FakePagerDuty.Event event : events.subList(pagerDutySeen, events.size())) {
            JsonObject payload = event.body().getJsonObject("payload", new JsonObject());
            add(readers, payload.getString("summary", ""), event.action());
        }
        pagerDutySeen = events.size();
        return arrivals("pagerduty", readers);
    }

    private static void add(Map<String, List<String>> readers, String text, String reader) {
        readers.computeIfAbsent(text, first -> new ArrayList<>()).add(reader);
    }

    private static List<Arrival> arrivals(String channel, Map<String, List<String>> readers) {
        return readers.entrySet().stream()
                .map(each -> new Arrival(channel, String.join(", ", each.getValue()), each.getKey()))
                .toList();
    }

    private static String line(String text, int number) {
        return text.lines().skip(number).findFirst().orElse("");
    }
}
