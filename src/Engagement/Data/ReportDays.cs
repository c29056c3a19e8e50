using System.Globalization;

namespace Engagement.Data;

/// <summary>The days of a report, as the site cuts them.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last; it is in the report.</param>
internal readonly record struct ReportDays(DateOnly First, DateOnly Last)
{
    private const int Most = 366;

    /// <summary>Why there is no report of them, for who asked for <c>from</c> and <c>to</c>: INVALID_PAGE or TOO_MANY; null if there is one.</summary>
    public (string Code, string Message)? Problem =>
        Last < First ? ("INVALID_PAGE", "`to` is not before `from`.")
        : Last.DayNumber - First.DayNumber + 1 is var count and > Most ? ("TOO_MANY", $"`from` to `to` has at most {Most} days, not {count}.")
        : null;

    /// <summary>Those of a month.</summary>
    /// <param name="text">Such as 2026-11.</param>
    /// <returns>Null if it names no month.</returns>
    public static ReportDays? OfMonth(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            ? new(first, first.AddDays(DateTime.DaysInMonth(first.Year, first.Month) - 1))
            : null;
}
