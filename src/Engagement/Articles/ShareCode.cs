using System.Security.Cryptography;

namespace Engagement.Articles;

/// <summary>What a short link names an article by.</summary>
internal static class ShareCode
{
    /// <summary>Characters.</summary>
    public const int Length = 9;

    /// <summary>Those that a code is made of: base 62.</summary>
    public const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A random one, 53 bits: nobody finds an article by guessing, and a collision, which the unique index refuses, is not to be expected.</summary>
    public static string New() => RandomNumberGenerator.GetString(Characters, Length);
}
