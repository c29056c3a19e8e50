using System.Globalization;
using Engagement.Live;

namespace Engagement.Redis;

/// <summary>Notices in a message: <c>{article} {version}</c>, decimal, a comma between two. What is not so is passed over: a newer program may say more.</summary>
internal static class NoticeText
{
    public static string Write(IEnumerable<KeyValuePair<long, long>> versions) =>
        string.Join(',', versions.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value}")));

    public static IEnumerable<ArticleNotice> Read(string? message)
    {
        foreach (var part in (message ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            if (part.Split(' ') is [var article, var version, ..] && TryRead(article, out var id) && TryRead(version, out var number))
                yield return new ArticleNotice(id, number);
    }

    private static bool TryRead(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
