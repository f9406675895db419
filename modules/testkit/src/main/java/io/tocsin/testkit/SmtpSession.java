package io.tocsin.testkit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One connection to the fake mail server; everything happens on its event loop. */
final class SmtpSession {
    private static final String OK = "250 2.0.0 ok";

    private static final String CHALLENGE = "<1896.697170952@fake.example.org>";

    private enum Mode {
        COMMAND,
        DATA,
        AUTH_PLAIN,
        AUTH_NAME,
        AUTH_PASSWORD,
        AUTH_CHALLENGE,
        DEAD
    }

    private final FakeSmtp server;
    private final NetSocket socket;
    private final RecordParser lines;
    private final List<String> recipients = new ArrayList<>();
    private final StringBuilder data = new StringBuilder();
    private Mode mode = Mode.COMMAND;
    private boolean greeted;
    private boolean loggedIn;
    private String loginName = "";
    private String sender = "";
    private boolean inMail;

    SmtpSession(FakeSmtp server, NetSocket socket) {
        this.server = server;
        this.socket = socket;
        this.lines = RecordParser.newDelimited("\r\n", this::line);
        // a client that goes away in the middle is what these tests are about
        socket.exceptionHandler(gone -> socket.close());
        socket.handler(lines);
    }

    void greet() {
        if (!fails("CONNECT")) reply("220 localhost ESMTP fake");
    }

    private void line(Buffer buffer) {
        String line = buffer.toString(StandardCharsets.ISO_8859_1);
        switch (mode) {
            case COMMAND -> command(line);
            case DATA -> data(line);
            case AUTH_PLAIN -> plain(line);
            case AUTH_NAME -> name(line);
            case AUTH_PASSWORD -> login("LOGIN", "", loginName, decoded(line));
            case AUTH_CHALLENGE -> challenged(decoded(line));
            case DEAD -> {}
        }
    }

    private void command(String line) {
        int space = line.indexOf(' ');
        String verb = (space < 0 ? line : line.substring(0, space)).toUpperCase(Locale.ROOT);
        String rest = space < 0 ? "" : line.substring(space + 1).strip();
        if (fails(verb)) return;
        switch (verb) {
            case "EHLO" -> ehlo();
            case "HELO" -> {
                greeted = true;
                reply("250 localhost");
            }
            case "STARTTLS" -> startTls();
            case "AUTH" -> auth(rest);
            case "MAIL" -> mail(rest);
            case "RCPT" -> rcpt(rest);
            case "DATA" -> startData();
            case "RSET" -> {
                reset();
                reply(OK);
            }
            case "NOOP" -> reply(OK);
            case "QUIT" -> {
                mode = Mode.DEAD;
                socket.write("221 2.0.0 bye\r\n").onComplete(done -> socket.close());
            }
            default -> reply("502 5.5.2 command not recognised");
        }
    }

    private void ehlo() {
        greeted = true;
        String name = socket.isSsl() ? socket.indicatedServerName() : null;
        if (name != null) server.asked(name);
        List<String> offers = new ArrayList<>(List.of("localhost", "PIPELINING", "8BITMIME", "SIZE 10485760"));
        boolean tlsMissing = server.options().requireTls() && !socket.isSsl();
        if (server.options().certificate() != null && !socket.isSsl()) offers.add("STARTTLS");
        if (!server.options().username().isEmpty() && !tlsMissing)
            offers.add("AUTH " + server.options().mechanisms());
        offers.add("ENHANCEDSTATUSCODES");
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < offers.size(); i++) {
            answer.append(i == offers.size() - 1 ? "250 " : "250-")
                    .append(offers.get(i))
                    .append("\r\n");
        }
        socket.write(answer.toString());
    }

    /** RFC 3207: the client starts over after the handshake, and nothing it said before counts. */
    private void startTls() {
        if (server.options().certificate() == null || socket.isSsl()) {
            reply("454 4.7.0 TLS not available");
            return;
        }
        greeted = false;
        reset();
        // the go-ahead travels with the upgrade: a fast client's hello would else be read as a command
        socket.upgradeToSsl(Buffer.buffer("220 2.0.0 go ahead\r\n")).onFailure(refused -> socket.close());
    }

    private void auth(String rest) {
        if (server.options().requireTls() && !socket.isSsl()) {
            reply("530 5.7.0 must issue STARTTLS first");
            return;
        }
        String[] words = rest.split(" ", 2);
        String initial = words.length > 1 ? words[1] : "";
        String mechanism = words[0].toUpperCase(Locale.ROOT);
        boolean offered = List.of(server.options().mechanisms().split(" ", -1)).contains(mechanism);
        switch (offered ? mechanism : "") {
            case "CRAM-MD5" ->
                prompt(
                        Mode.AUTH_CHALLENGE,
                        "334 " + Base64.getEncoder().encodeToString(CHALLENGE.getBytes(StandardCharsets.US_ASCII)));
            case "PLAIN" -> {
                if (initial.isEmpty()) prompt(Mode.AUTH_PLAIN, "334 ");
                else plain(initial);
            }
            case "LOGIN" -> {
                if (initial.isEmpty()) prompt(Mode.AUTH_NAME, "334 VXNlcm5hbWU6");
                else name(initial);
            }
            default -> reply("504 5.5.4 mechanism not supported");
        }
    }

    private void prompt(Mode next, String line) {
        mode = next;
        reply(line);
    }

    /** RFC 4616: authorisation id, name and password, separated by NUL. */
    private void plain(String encoded) {
        String[] parts = decoded(encoded).split("\0", -1);
        if (parts.length == 3) login("PLAIN", parts[0], parts[1], parts[2]);
        else login("PLAIN", "", "", "");
    }

    /** RFC 2195: the name, and what the secret makes of the challenge. */
    private void challenged(String answer) {
        String wanted =
                server.options().username() + " " + digest(server.options().password());
        if (answer.equals(wanted)) {
            login("CRAM-MD5", "", server.options().username(), server.options().password());
        } else {
            login("CRAM-MD5", "", "", "");
        }
    }

    private static String digest(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacMD5"));
            return HexFormat.of().formatHex(mac.doFinal(CHALLENGE.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }

    private void name(String encoded) {
        loginName = decoded(encoded);
        prompt(Mode.AUTH_PASSWORD, "334 UGFzc3dvcmQ6");
    }

    private void login(String mechanism, String identity, String name, String password) {
        mode = Mode.COMMAND;
        loggedIn = name.equals(server.options().username())
                && password.equals(server.options().password());
        if (loggedIn) server.welcome(new FakeSmtp.Login(mechanism, name, identity));
        reply(loggedIn ? "235 2.7.0 welcome" : "535 5.7.8 authentication credentials invalid");
    }

    private void mail(String rest) {
        if (!greeted) reply("503 5.5.1 say EHLO first");
        else if (server.options().requireTls() && !socket.isSsl()) reply("530 5.7.0 must issue STARTTLS first");
        else if (!server.options().username().isEmpty() && !loggedIn) reply("530 5.7.0 authentication required");
        else if (inMail) reply("503 5.5.1 nested MAIL");
        else {
            inMail = true;
            sender = address(rest);
            reply(OK);
        }
    }

    private void rcpt(String rest) {
        String address = address(rest);
        String refusal = server.refusal(address);
        if (!inMail) reply("503 5.5.1 need MAIL first");
        else if (refusal != null) reply(refusal);
        else {
            recipients.add(address);
            reply(OK);
        }
    }

    private void startData() {
        if (recipients.isEmpty()) {
            reply("554 5.5.1 no valid recipients");
            return;
        }
        mode = Mode.DATA;
        reply("354 end data with a dot on a line of its own");
    }

    private void data(String line) {
        if (!line.equals(".")) {
            data.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            return;
        }
        mode = Mode.COMMAND;
        SmtpFault fault = server.fault(".");
        if (fault == null || fault.kind() == SmtpFault.Kind.CLOSE) {
            server.take(ReceivedMail.parse(sender, recipients, data.toString()));
        }
        reset();
        if (fault == null) reply(OK);
        else strike(fault);
    }

    private void reset() {
        inMail = false;
        sender = "";
        recipients.clear();
        data.setLength(0);
    }

    private boolean fails(String verb) {
        SmtpFault fault = server.fault(verb);
        if (fault != null) strike(fault);
        return fault != null;
    }

    private void strike(SmtpFault fault) {
        switch (fault.kind()) {
            case REPLY -> reply(fault.reply());
            case HANG -> mode = Mode.DEAD;
            case CLOSE -> {
                mode = Mode.DEAD;
                socket.close();
            }
        }
    }

    private void reply(String line) {
        socket.write(line + "\r\n");
    }

    private static String address(String rest) {
        int open = rest.indexOf('<');
        int close = rest.indexOf('>', open + 1);
        return open >= 0 && close > open ? rest.substring(open + 1, close) : "";
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noBase64) {
            return "";
        }
    }
}
