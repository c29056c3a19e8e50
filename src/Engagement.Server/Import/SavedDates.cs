using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Engagement.Server.Import;

/// <summary>
/// Instants as pages and feeds have them: ISO 8601, also the date alone, or RFC 822 (section 5, with years of four digits, RFC
/// 1123). Any other form may be read in two ways, and is read in none.
/// </summary>
internal static partial class SavedDates
{
    private static readonly string[] Iso = [.. from day in (string[])["yyyy-MM-dd"]
                                               from time in (string[])["", "THH:mmK", "THH:mm:ssK", "THH:mm:ss.FFFFFFFK", " HH:mmK", " HH:mm:ssK", " HH:mm:ss.FFFFFFFK", " HH:mm:ss K"]
                                               select day + time];

    private static readonly string[] Rfc822 = ["d MMM yyyy H:mm zzz", "d MMM yyyy H:mm:ss zzz", "d MMM yy H:mm zzz", "d MMM yy H:mm:ss zzz"];

    private static readonly FrozenDictionary<string, string> Zones = new Dictionary<string, string>
    {
        ["UT"] = "+0000", ["GMT"] = "+0000", ["UTC"] = "+0000", ["Z"] = "+0000",
        ["EST"] = "-0500", ["EDT"] = "-0400", ["CST"] = "-0600", ["CDT"] = "-0500",
        ["MST"] = "-0700", ["MDT"] = "-0600", ["PST"] = "-0800", ["PDT"] = "-0700",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>UTC, also where it names no offset; null if it is none.</summary>
    public static DateTime? Read(string? text)
    {
        if (SavedTexts.Clean(text) is not { } clean)
            return null;
        var rfc822 = Named().Match(clean) is { Success: true } date
            ? $"{date.Groups["day"].Value} {Zones.GetValueOrDefault(date.Groups["zone"].Value, date.Groups["zone"].Value)}"
            : null;
        return Parse(clean, Iso) ?? Parse(rfc822, Rfc822);
    }

    private static DateTime? Parse(string? text, string[] formats) =>
        DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant.UtcDateTime : null;

    /// <summary>A day of the week that does not fit is not looked at.</summary>
    [GeneratedRegex(@"^(?:[A-Za-z]{3,9},? )?(?<day>\d{1,2} [A-Za-z]{3} (?:\d{4}|\d{2}) \d{1,2}:\d{2}(?::\d{2})?) (?<zone>[A-Za-z]{1,3}|[+-]\d{4})$")]
    private static partial Regex Named();
}
