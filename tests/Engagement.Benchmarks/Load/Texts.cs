namespace Engagement.Benchmarks.Load;

/// <summary>Bodies of comments.</summary>
internal static class Texts
{
    private const string Sentences =
        "The bank says that the model is trained on its own machines. I doubt that this will be cheaper than what others sell today. "
        + "**Who pays** for the electricity, and who answers when it is wrong? Last year they promised the same for the app — and then? "
        + "My branch closed in spring. See [the report](https://news.example/report) for the figures; they speak for themselves. ";

    /// <summary>150 to 350 characters, always the same for the same number.</summary>
    public static string Body(int number)
    {
        var length = 150 + (int)(number * 37L % 200);
        var start = (int)(number * 53L % Sentences.Length);
        return (Sentences + Sentences).Substring(start, length).Trim();
    }
}
