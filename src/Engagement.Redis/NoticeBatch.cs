using Engagement.Live;

namespace Engagement.Redis;

/// <summary>What the next message tells: of each article the highest version. Notices of one article may come in any order.</summary>
internal sealed class NoticeBatch
{
    private readonly Dictionary<long, long> _versions = [];

    /// <summary>Articles in it.</summary>
    public int Count => _versions.Count;

    public void Add(ArticleNotice notice) =>
        _versions[notice.ArticleId] = Math.Max(notice.Version, _versions.GetValueOrDefault(notice.ArticleId));

    /// <summary>The message.</summary>
    public override string ToString() => NoticeText.Write(_versions);

    public void Clear() => _versions.Clear();
}
