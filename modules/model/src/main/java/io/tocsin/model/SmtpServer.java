package io.tocsin.model;

/**
 * How to reach a mail server.
 *
 * @param hello the name to greet with
 * @param username empty for no AUTH
 * @param requireTls refuse to send without STARTTLS (or implicit TLS)
 * @param implicitTls TLS from the first byte, as on port 465
 * @param trustedCertificates path of a PEM file to trust besides the JDK's; empty for none
 */
public record SmtpServer(
        String host,
        int port,
        String hello,
        String username,
        Secret password,
        boolean requireTls,
        boolean implicitTls,
        String trustedCertificates) {}
