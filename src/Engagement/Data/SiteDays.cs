namespace Engagement.Data;

/// <summary>The days of the site, cut by <see cref="SiteOptions.TimeZone"/>.</summary>
internal sealed class SiteDays(SiteOptions options)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);

    /// <summary>The day of an instant.</summary>
    /// <param name="instant">UTC.</param>
    public DateOnly Of(DateTime instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(instant, _zone));
}
