using Engagement.Benchmarks.Load;

namespace Engagement.Benchmarks.Data;

/// <summary>
/// Data of any size, always the same for the same numbers. The sizes of threads follow Zipf's law, with an exponent that gives the
/// first article as many comments as asked for; so do the readers, with exponent 1.
/// </summary>
internal static class GeneratedData
{
    private static readonly DateTime Start = new(2026, 1, 1, 6, 0, 0, DateTimeKind.Utc);

    /// <param name="articles">1 or more.</param>
    /// <param name="comments">Of all articles.</param>
    /// <param name="hot">Of the first one: between the mean and all.</param>
    /// <param name="readers">1 or more.</param>
    public static DataSet Create(int articles, int comments, int hot, int readers)
    {
        var authors = Sums(Weights(readers, 1));
        var sizes = Sizes(articles, comments, hot);
        return new DataSet(
            [.. sizes.Select((size, i) => new DataArticle(
                Key(i), $"https://news.example/load/{i:0000}", $"Article {i} of a set that is always the same", [.. Thread(new Random(i), i, size, authors)]))],
            [.. Enumerable.Range(0, readers).Select(i => new DataReader($"load-reader-{i:0000}", $"Reader {i}"))]);
    }

    /// <summary>The key of the article with that number; 0 is the one with the most comments.</summary>
    public static string Key(int article) => $"load-{article:0000}";

    /// <summary>Six in ten are replies, mostly to what was written lately.</summary>
    private static IEnumerable<DataComment> Thread(Random random, int article, int size, double[] authors)
    {
        for (var i = 0; i < size; i++)
        {
            var parent = i > 0 && random.NextDouble() < 0.6 ? $"{Math.Max(0, i - 1 - (int)(random.NextDouble() * random.NextDouble() * Math.Min(i, 200)))}" : null;
            yield return new DataComment(
                $"{i}", parent, $"load-reader-{Choose(authors, random.NextDouble()):0000}", Texts.Body(article * 7919 + i), Start.AddHours(article).AddSeconds(i * 20));
        }
    }

    private static int[] Sizes(int articles, int comments, int hot)
    {
        var (low, high) = (0.0, 8.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = comments / Weights(articles, middle).Sum() < hot ? (middle, high) : (low, middle);
        }
        var weights = Weights(articles, low);
        var total = weights.Sum();
        int[] sizes = [.. weights.Select(w => (int)(comments * w / total))];
        sizes[0] = Math.Min(hot, comments);
        var left = comments - sizes.Sum();
        for (var i = 0; left > 0; left--)
            sizes[i = i % (articles - 1) + 1]++; // what rounding took, spread over the others
        for (var i = articles - 1; left < 0; left++)
        {
            while (sizes[i] == 0)
                i--;
            sizes[i]--; // the exponent is not exact: the smallest threads have less
        }
        return sizes;
    }

    private static double[] Weights(int count, double exponent) => [.. Enumerable.Range(1, count).Select(i => Math.Pow(i, -exponent))];

    private static double[] Sums(double[] weights)
    {
        var sum = 0.0;
        return [.. weights.Select(w => sum += w)];
    }

    private static int Choose(double[] sums, double share)
    {
        var found = Array.BinarySearch(sums, share * sums[^1]);
        return Math.Min(found < 0 ? ~found : found, sums.Length - 1);
    }
}
