using System.ComponentModel.DataAnnotations;

namespace Engagement.Data;

/// <summary>What the site is; section <c>Site</c>.</summary>
public sealed class SiteOptions
{
    /// <summary>
    /// Where readers reach this service, such as <c>https://talk.news.example</c>; absolute http or https, a path may follow.
    /// Short links begin so, and the addresses of feeds. Default: in development the address that the process listens on;
    /// elsewhere none, and then articles are shared by their own URLs alone.
    /// </summary>
    [RegularExpression("(?i)https?://[^/?#\\s]+[^?#\\s]*", ErrorMessage = "{0} is an absolute http or https URL without query and fragment.")]
    public string? BaseUrl { get; set; }

    /// <summary>
    /// IANA name of the time zone that cuts the days of reports, and in which a visitor counts once a day. Default <c>UTC</c>.
    /// Days that are counted stay as they were cut.
    /// </summary>
    [Required, TimeZoneName]
    public string TimeZone { get; set; } = "UTC";

    /// <summary>A time zone that this machine knows.</summary>
    [AttributeUsage(AttributeTargets.Property)]
    private sealed class TimeZoneNameAttribute : ValidationAttribute
    {
        public TimeZoneNameAttribute() : base("{0} is no IANA time zone that this machine knows.") { }

        public override bool IsValid(object? value) => value is string name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _);
    }
}
