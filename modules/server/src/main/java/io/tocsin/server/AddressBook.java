package io.tocsin.server;

import io.tocsin.escalation.Reach;
import io.tocsin.model.Destination;
import io.tocsin.model.HttpAccess;
import io.tocsin.model.Secret;
import io.tocsin.model.SmtpServer;
import io.tocsin.notify.Form;
import io.tocsin.routing.Global;
import io.tocsin.routing.Integration;
import io.tocsin.routing.Receiver;
import io.tocsin.routing.RoutingConfig;
import io.tocsin.server.config.BackChannels;
import io.tocsin.server.config.Configuration;
import io.tocsin.server.config.Forms;
import io.tocsin.server.config.Person;
import io.tocsin.server.config.Rate;
import io.tocsin.server.config.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Names for destinations: {@code person/anna/slack} and {@code receiver/oncall/slack[0]}. People are reached through the
 * transports that routing.yml configures globally, so there is one place for credentials.
 */
final class AddressBook {
    private static final int SMTP_PORT = 25;
    private static final int SMTPS_PORT = 465;

    private final Map<String, Person> people;
    private final Reach reach;
    private final RoutingConfig routing;
    private final Forms forms;
    private final Settings settings;
    private final BiPredicate<String, Destination> open;

    /** One in which every destination wants messages. */
    AddressBook(Configuration configuration) {
        this(configuration, (address, destination) -> true);
    }

    /** @param open whether a destination still wants messages */
    AddressBook(Configuration configuration, BiPredicate<String, Destination> open) {
        this.settings = configuration.settings();
        this.open = open;
        this.people = configuration.oncall().users();
        this.reach = configuration.oncall().reach();
        this.routing = configuration.routing();
        this.forms = configuration.forms();
    }

    static String of(Receiver receiver, Integration integration) {
        return "receiver/" + receiver.name() + "/" + integration.id();
    }

    boolean knows(String user) {
        return people.containsKey(user);
    }

    /** How people call somebody; an unknown user is called by the user name. */
    String nameOf(String user) {
        Person person = people.get(user);
        return person == null ? user : person.name();
    }

    static String of(String user, String method) {
        return "person/" + user + "/" + method;
    }

    /** Every contact method of a person that can be used now, in the order of preference. */
    List<String> methods(String user) {
        Person person = people.get(user);
        if (person == null) return List.of();
        return person.contacts().keySet().stream()
                .filter(method -> resolve(of(user, method)).isPresent())
                .toList();
    }

    /** How urgent what is, and how people want to be told. */
    Reach reach() {
        return reach;
    }

    /** The channel of an address, for metrics and texts: slack, email, pagerduty, webhook. */
    static String channel(String address) {
        String last = address.substring(address.lastIndexOf('/') + 1);
        int bracket = last.indexOf('[');
        return bracket < 0 ? last : last.substring(0, bracket);
    }

    /** How the configuration words what goes to an address; people are told in words of ours. */
    Form form(String address) {
        String[] parts = address.split("/", 3);
        return parts.length == 3 && parts[0].equals("receiver") ? forms.of(parts[1], parts[2]) : Form.EMPTY;
    }

    /** What a receiver takes before messages are summed up. */
    Rate rate(String address) {
        String[] parts = address.split("/", 3);
        Receiver receiver = parts[0].equals("receiver") ? routing.receivers().get(parts[1]) : null;
        return receiver == null ? Rate.UNLIMITED : Rate.of(receiver.labels(), channel(address));
    }

    /**
     * Where an address leads today; empty when it was taken out of the configuration, was never complete, or wants nothing any
     * more.
     */
    Optional<Destination> resolve(String address) {
        String[] parts = address.split("/", 3);
        if (parts.length < 3) return Optional.empty();
        Optional<Destination> found =
                parts[0].equals("person") ? person(parts[1], parts[2]) : receiver(parts[1], parts[2]);
        return found.filter(destination -> open.test(address, destination));
    }

    private Optional<Destination> receiver(String name, String integration) {
        Receiver receiver = routing.receivers().get(name);
        if (receiver == null) return Optional.empty();
        return receiver.integrations().stream()
                .filter(candidate -> candidate.id().equals(integration))
                .findFirst()
                .flatMap(found -> Optional.ofNullable(found.destination()));
    }

    private Optional<Destination> person(String user, String channel) {
        Person person = people.get(user);
        String contact = person == null ? null : person.contacts().get(channel);
        if (contact == null || contact.isEmpty()) return Optional.empty();
        return switch (channel) {
            case "slack" -> slack(contact);
            case "email" -> email(contact);
            case "pagerduty" ->
                Optional.of(new Destination.PagerDuty(routing.global().pagerdutyUrl(), new Secret(contact), way()));
            case "sms" -> sms(contact);
            default -> Optional.empty();
        };
    }

    /** As every receiver without an http_config of its own goes, its proxy above all; who they are, these destinations say themselves. */
    private HttpAccess way() {
        return routing.global().access().withoutLogin();
    }

    private Optional<Destination> sms(String number) {
        BackChannels.Twilio twilio = settings.backChannels().twilio();
        if (twilio == null) return Optional.empty();
        String callback = twilio.callbacks() ? settings.externalUrl() + "/callbacks/twilio" : "";
        return Optional.of(new Destination.Sms(
                twilio.apiUrl(), twilio.accountSid(), twilio.authToken(), twilio.from(), number, callback, way()));
    }

    private Optional<Destination> slack(String contact) {
        Global.Slack slack = routing.global().slack();
        Secret token = slack.appToken();
        if (token != null && !token.isEmpty()) {
            return Optional.of(new Destination.SlackChannel(slack.appUrl(), token, contact, way()));
        }
        Secret url = slack.apiUrl();
        return url == null || url.isEmpty()
                ? Optional.empty()
                : Optional.of(new Destination.SlackWebhook(
                        url, "@" + contact, routing.global().access()));
    }

    private Optional<Destination> email(String contact) {
        Global.Smtp smtp = routing.global().smtp();
        String smarthost = smtp.smarthost();
        String from = smtp.from();
        if (smarthost == null || smarthost.isEmpty() || from == null || from.isEmpty()) return Optional.empty();
        int colon = smarthost.lastIndexOf(':');
        String host = colon < 0 ? smarthost : smarthost.substring(0, colon);
        int port = colon < 0 ? SMTP_PORT : Integer.parseInt(smarthost.substring(colon + 1));
        Boolean implicit = smtp.implicitTls();
        SmtpServer server = new SmtpServer(
                host,
                port,
                smtp.hello(),
                smtp.login(),
                smtp.requireTls(),
                implicit == null ? port == SMTPS_PORT : implicit,
                smtp.tls());
        return Optional.of(new Destination.Email(server, from, List.of(contact)));
    }
}
