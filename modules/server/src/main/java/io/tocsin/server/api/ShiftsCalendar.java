package io.tocsin.server.api;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Method;
import io.tocsin.oncall.Schedule;
import io.tocsin.oncall.Shift;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Shifts as a calendar that people subscribe to (RFC 5545). */
final class ShiftsCalendar {
    private ShiftsCalendar() {}

    /**
     * The calendar of a schedule.
     *
     * @param user only what this person serves; empty for all, gaps included
     * @param now when the calendar is made
     */
    static String of(Schedule schedule, String user, Instant from, Instant to, Instant now) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Tocsin//on call//EN");
        calendar.setMethod(new Method(Method.PUBLISH));
        calendar.setName("On call: " + schedule.name());
        for (Shift shift : schedule.shifts(from, to)) {
            if (user.isEmpty() || shift.users().contains(user)) calendar.addEvent(event(schedule, shift, now));
        }
        return Biweekly.write(calendar).go();
    }

    private static VEvent event(Schedule schedule, Shift shift, Instant now) {
        VEvent event = new VEvent();
        String who = shift.gap() ? "NOBODY" : String.join(", ", shift.users());
        event.setSummary(who + " on call (" + schedule.name() + ")");
        event.setDateStart(Date.from(shift.from()));
        event.setDateEnd(Date.from(shift.to()));
        event.setDateTimeStamp(Date.from(now));
        // The same shift keeps its id, so that calendars change it instead of showing it twice.
        String id = schedule.name() + " " + shift.from();
        event.setUid(UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)) + "@tocsin");
        return event;
    }
}
