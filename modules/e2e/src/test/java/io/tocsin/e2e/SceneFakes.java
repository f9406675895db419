package io.tocsin.e2e;

import io.tocsin.testkit.FakePagerDuty;
import io.tocsin.testkit.FakeSlack;
import io.tocsin.testkit.FakeSmtp;
import io.tocsin.testkit.FakeWebhook;
import io.vertx.core.Vertx;

/** Everybody outside who can be told: they outlive a restart of the server. */
record SceneFakes(Vertx vertx, FakeSlack slack, FakeSmtp mail, FakePagerDuty pagerDuty, FakeWebhook webhook)
        implements AutoCloseable {

    static SceneFakes start() {
        Vertx vertx = Vertx.vertx();
        return new SceneFakes(
                vertx,
                FakeSlack.start(vertx, 0).await(),
                FakeSmtp.start(vertx, 0).await(),
                FakePagerDuty.start(vertx, 0).await(),
                FakeWebhook.start(vertx, 0).await());
    }

    /** Critical alerts page whoever is on call and tell every channel; all others only appear. */
    String routing() {
        return """
                global:
                  slack_app_url: %s
                  slack_app_token: %s
                  smtp_smarthost: 127.0.0.1:%d
                  smtp_from: tocsin@example.org
                  smtp_require_tls: false
                  pagerduty_url: %s/v2/enqueue
                route:
                  receiver: dashboard
                  group_by: [alertname, service, ip]
                  group_wait: 0s
                  group_interval: 1s
                  routes:
                    - matchers: [severity="critical"]
                      receiver: oncall
                receivers:
                  - name: dashboard
                  - name: oncall
                    slack_configs: [{channel: '#incidents', send_resolved: true}]
                    pagerduty_configs: [{routing_key: 0123456789abcdef0123456789abcdef}]
                    webhook_configs: [{url: '%s'}]
                """.formatted(slack.apiUrl(), FakeSlack.TOKEN, mail.port(), pagerDuty.url(), webhook.url());
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
