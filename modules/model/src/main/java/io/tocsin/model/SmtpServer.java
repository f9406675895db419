package io.tocsin.model;

/**
 * How to reach a mail server.
 *
 * @param hello the name to greet with
 * @param requireTls refuse to send without STARTTLS (or implicit TLS)
 * @param implicitTls TLS from the first byte, as on port 465
 * @param tls certificates, names and versions, wherever TLS is spoken
 */
public record SmtpServer(
        String host, int port, String hello, Login login, boolean requireTls, boolean implicitTls, HttpAccess.Tls tls) {
    /**
     * Who we are to a mail server.
     *
     * @param username empty for no AUTH
     * @param password for PLAIN and LOGIN
     * @param challengeSecret for CRAM-MD5, which never sends it
     * @param identity whom PLAIN asks to act as; empty for the user
     */
    public record Login(String username, Secret password, Secret challengeSecret, String identity) {
        /** None. */
        public static final Login NONE = of("", Secret.NONE);

        /** A name and a password. */
        public static Login of(String username, Secret password) {
            return new Login(username, password, Secret.NONE, "");
        }
    }
}
