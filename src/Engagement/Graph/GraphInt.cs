namespace Engagement.Graph;

/// <summary>Numbers as GraphQL's Int, which has 32 bits (section 3.5.1): a larger one is the largest that there is.</summary>
internal static class GraphInt
{
    public static int Of(long count) => (int)Math.Min(count, int.MaxValue);
}
