using System.Security.Cryptography;

namespace Engagement.Articles;

/// <summary>What a short link names an article by.</summary>
internal static class ShareCode
{
    /// <summary>The query parameter by which a shared URL of an article says its code and channel. It is no part of what page the URL names.</summary>
    public const string Parameter = "share";

    /// <summary>Characters.</summary>
    public const int Length = 9;

    /// <summary>Those that a code is made of: base 62.</summary>
    public const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Whether it looks like a code with the letter of a channel.</summary>
    public static bool IsLink(string text) => text.Length == Length + 1 && text.AsSpan().TrimEnd(Characters).IsEmpty;

    /// <summary>A random one, 53 bits: nobody finds an article by guessing, and a collision, which the unique index refuses, is not to be expected.</summary>
    public static string New() => RandomNumberGenerator.GetString(Characters, Length);
}
