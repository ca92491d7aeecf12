using Registry.AccessLog;

namespace Registry.Testing.Running;

/// <summary>What a client remembers of one answered call.</summary>
/// <param name="Asked">Timestamp of the clock before the request was sent.</param>
/// <param name="Answered">And when its answer was there.</param>
/// <param name="Officer">Subject of the token.</param>
/// <param name="Method">As lines name it.</param>
/// <param name="Acted">True for an act that was told to stand.</param>
/// <param name="Receipt">The caller's half of the line.</param>
internal sealed record KeptAnswer(long Asked, long Answered, string Officer, string Method, bool Acted, SignedReceipt Receipt);
