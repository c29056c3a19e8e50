namespace Engagement.Benchmarks.Data;

/// <summary>How much generated data is.</summary>
/// <param name="Articles">2 or more.</param>
/// <param name="Comments">Of all articles, 2 or more. The first article has 5,000, or half of them; the sizes follow Zipf's law.</param>
/// <param name="Readers">Who wrote them, 2 or more.</param>
internal sealed record DataSize(int Articles, int Comments, int Readers)
{
    private const int Hot = 5_000;

    public static DataSize Usual { get; } = new(1_000, 200_000, 5_000);

    public DataSet Generate() => GeneratedData.Create(Articles, Comments, Math.Max(Math.Min(Hot, Comments / 2), Comments / Articles), Readers);
}
