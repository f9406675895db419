package io.tocsin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Destination;
import io.tocsin.model.Secret;
import io.tocsin.server.config.ConfigFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressBookTest {
    @TempDir
    Path folder;

    @Test
    void aPersonIsReachedWhereSlackAndPagerDutyReallyAre() throws IOException {
        AddressBook book = book("slack_app_token: xoxb-1", "slack: U0ANNA, pagerduty: key");

        assertThat(book.resolve("person/anna/slack"))
                .contains(new Destination.SlackChannel("https://slack.com/api", new Secret("xoxb-1"), "U0ANNA"));
        assertThat(book.resolve("person/anna/pagerduty"))
                .contains(new Destination.PagerDuty("https://events.pagerduty.com", new Secret("key")));
    }

    @Test
    void anAddressOfItsOwnMayNameTheMethodAsInAlertmanager() throws IOException {
        AddressBook book = book(
                "slack_app_token: xoxb-1, slack_app_url: 'http://fake/api/chat.postMessage', pagerduty_url: 'http://pd/v2/enqueue'",
                "slack: U0ANNA, pagerduty: key");

        assertThat(book.resolve("person/anna/slack"))
                .contains(new Destination.SlackChannel("http://fake/api", new Secret("xoxb-1"), "U0ANNA"));
        assertThat(book.resolve("person/anna/pagerduty"))
                .contains(new Destination.PagerDuty("http://pd", new Secret("key")));
    }

    private AddressBook book(String global, String contacts) throws IOException {
        Files.writeString(
                folder.resolve("routing.yml"),
                "global: {" + global + "}\nroute: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
        Files.writeString(folder.resolve("oncall.yml"), "users: {anna: {contact_methods: {" + contacts + "}}}\n");
        return new AddressBook(ConfigFolder.load(folder, folder.resolve("rules"), Map.of(), name -> null));
    }
}
