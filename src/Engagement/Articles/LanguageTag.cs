using System.Text.RegularExpressions;

namespace Engagement.Articles;

/// <summary>Tags of languages (RFC 5646): a language, and maybe parts that narrow it down.</summary>
internal static partial class LanguageTag
{
    /// <summary>The tag in lower case, since its case has no meaning (section 2.1.1); null if the text has not the form of one or is longer than 35 characters.</summary>
    public static string? Parse(string text) =>
        text.Length <= ArticleConfiguration.MaxLanguageLength && Form().IsMatch(text) ? text.ToLowerInvariant() : null;

    /// <summary>Section 2.1 as far as the form goes; whether its parts are registered is not looked at.</summary>
    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
