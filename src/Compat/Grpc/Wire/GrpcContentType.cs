namespace Grpc.Wire;

internal static class GrpcContentType
{
    public const string Value = "application/grpc";

    /// <summary>True for <c>application/grpc</c>, with or without a suffix such as <c>+proto</c> or a parameter. gRPC-Web is another protocol.</summary>
    public static bool Matches(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(Value, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == Value.Length || contentType[Value.Length] is '+' or ';');
}
