namespace Engagement.Server.Auth;

/// <summary>Sets up how many operations a caller may start.</summary>
internal static class OperationLimitExtensions
{
    /// <summary>Binds <see cref="OperationLimitOptions"/>, which are checked when the server starts; adds <see cref="OperationLimits"/>.</summary>
    public static IServiceCollection AddEngagementRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OperationLimitOptions>()
            .Bind(configuration.GetSection(OperationLimitOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddSingleton<OperationLimits>();
    }
}
