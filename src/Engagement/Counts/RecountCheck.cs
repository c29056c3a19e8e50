using Engagement.Articles;

namespace Engagement.Counts;

/// <summary>Compares what is stored under one article with what was counted, and corrects it if told to.</summary>
internal sealed class RecountCheck(Article article, bool repair)
{
    /// <summary>What was wrong, in the order found.</summary>
    public List<CountMismatch> Mismatches { get; } = [];

    public int Found => Mismatches.Count;

    public void Compare<T>(string what, T stored, T counted, Action<T> set)
    {
        if (EqualityComparer<T>.Default.Equals(stored, counted))
            return;
        Mismatches.Add(new CountMismatch(article.Key, what, $"{stored}", $"{counted}"));
        if (repair)
            set(counted);
    }
}
