namespace Engagement.Data;

/// <summary>The days of the site, cut by <see cref="SiteOptions.TimeZone"/>.</summary>
internal sealed class SiteDays(SiteOptions options)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    /// <summary>The day of an instant.</summary>
    /// <param name="instant">UTC.</param>
    public DateOnly Of(DateTime instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(instant, _zone));

    /// <summary>The hour of the site's week in which an instant lies: 0–167, from Monday's midnight.</summary>
    /// <param name="instant">UTC.</param>
    public int WeekHourOf(DateTime instant)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(instant, _zone);
        return (((int)local.DayOfWeek + 6) % 7 * 24) + local.Hour;
    }

    /// <summary>Whether the day of an instant begins with an hour of UTC; in India, for one, none does.</summary>
    /// <param name="instant">UTC.</param>
    public bool BeginsWithAnHour(DateTime instant) => _zone.GetUtcOffset(instant).Minutes == 0;
}
