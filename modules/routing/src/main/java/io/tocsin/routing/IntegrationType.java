package io.tocsin.routing;

import java.util.Locale;

/** Alertmanager's integrations: whether they tell of ends unless the file says otherwise, and their keys. */
enum IntegrationType {
    SLACK(false, ChatShapes.SLACK),
    EMAIL(false, PagerShapes.EMAIL, false),
    PAGERDUTY(true, PagerShapes.PAGERDUTY),
    WEBHOOK(true, PagerShapes.WEBHOOK),
    MSTEAMSV2(true, ChatShapes.MSTEAMSV2),
    TELEGRAM(true, ChatShapes.TELEGRAM),
    DISCORD(true, ChatShapes.DISCORD),
    MATTERMOST(true, ChatShapes.MATTERMOST),
    OPSGENIE(true, PagerShapes.OPSGENIE),
    VICTOROPS(true, PagerShapes.VICTOROPS),
    PUSHOVER(true, PagerShapes.PUSHOVER),
    INCIDENTIO(true, PagerShapes.INCIDENTIO),
    ROCKETCHAT(false, ChatShapes.ROCKETCHAT),
    WEBEX(true, ChatShapes.WEBEX),
    JIRA(true, PagerShapes.JIRA),
    SNS(true, PagerShapes.SNS),
    WECHAT(false, ChatShapes.WECHAT),
    MSTEAMS(true, ChatShapes.MSTEAMS);

    private final boolean sendResolved;
    /** Error Prone does not see that its maps are copies that nobody changes. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Shape shape;

    IntegrationType(boolean sendResolved, Shape own) {
        this(sendResolved, own, true);
    }

    IntegrationType(boolean sendResolved, Shape own, boolean overHttp) {
        this.sendResolved = sendResolved;
        Shape common = Shape.EMPTY.with(Kind.FLAG, "send_resolved");
        this.shape = (overHttp ? common.with(Kind.keys(HttpShape.HTTP), "http_config") : common).including(own);
    }

    boolean sendResolved() {
        return sendResolved;
    }

    Shape shape() {
        return shape;
    }

    /** The name in logs and in the notification log. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The key of a receiver that lists integrations of this type. */
    String listKey() {
        return label() + "_configs";
    }
}
