using System.Text;
using System.Text.Json;

namespace Registry.AccessLog.Tests;

/// <summary>The log of vectors/tlog.json: leaf i is the text "entry i". Made with hashlib and openssl, not with this library.</summary>
internal static class Vectors
{
    public const int MaxSize = 70_000;

    private static readonly Lazy<TreeHash[]> AllLeaves = new(() => [.. Enumerable.Range(0, MaxSize).Select(i => Merkle.Leaf(Entry(i)))]);

    public static JsonElement Json { get; } = JsonDocument.Parse(File.ReadAllBytes(FilePath("tlog.json"))).RootElement;

    public static string Origin => Json.GetProperty("origin").GetString()!;

    public static string Ed25519Key => Json.GetProperty("ed25519").GetProperty("vkey").GetString()!;

    public static string EcdsaKey => Json.GetProperty("ecdsa_p256").GetProperty("vkey").GetString()!;

    public static string WitnessKey => Json.GetProperty("witness").GetProperty("vkey").GetString()!;

    public static byte[] LogSeed => Convert.FromHexString(Json.GetProperty("ed25519").GetProperty("seed_hex").GetString()!);

    public static byte[] WitnessSeed => Convert.FromHexString(Json.GetProperty("witness").GetProperty("seed_hex").GetString()!);

    public static TreeHash[] Leaves => AllLeaves.Value;

    public static TheoryData<long> Sizes => [.. Json.GetProperty("roots_hex").EnumerateObject().Select(p => long.Parse(p.Name))];

    public static byte[] Entry(long index) => Encoding.UTF8.GetBytes($"entry {index}");

    public static TreeHash Root(long size) =>
        new(Convert.FromHexString(Json.GetProperty("roots_hex").GetProperty($"{size}").GetString()!));

    public static SignedNote Checkpoint(long size) => SignedNote.Parse(CheckpointBytes(size));

    public static byte[] CheckpointBytes(long size) =>
        Encoding.UTF8.GetBytes(Json.GetProperty("checkpoints").GetProperty($"{size}").GetString()!);

    public static LogPolicy Policy(string witnesses = "quorum none\n", bool ecdsa = false) =>
        LogPolicy.Parse(Encoding.UTF8.GetBytes($"log {Ed25519Key}\n{(ecdsa ? $"log {EcdsaKey}\n" : "")}{witnesses}"));

    public static TreeHash[] Proof(JsonElement row) =>
        [.. row.GetProperty("proof").EnumerateArray().Select(h => TreeHash.FromBase64(h.GetString()!))];

    public static string FilePath(string name) => Path.Combine(AppContext.BaseDirectory, "vectors", name);
}
