using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ShimLsp.Core.Conversation.Asking;

/// <summary>
/// The phrases of follow-ups in Chinese and Japanese, which are written without spaces. The longest that fits is taken, from left to right.
/// </summary>
internal static class FollowUpPhrases
{
    private const int Longest = 6;

    private static readonly ImmutableArray<(Says Says, string Phrases)> Table =
    [
        (
            Says.Filler,
            "的 了 是 在 我 我们 请 把 就 都 很 吧 吗 呢 啊 呀 给 让 按 按照 那 那么 然后 现在 接着 可以 可 能 要 想 需要 一下 一个 一 二 三 四 第 个 下 上 步"
        ),
        (
            Says.Filler,
            "下一步 第一 第二 第三 方案 方法 办法 方式 选项 建议 计划 改动 代码 文件 函数 测试 运行 跑 试 试试 继续 接下来 下去 往下 开始 做 执行 完成"
        ),
        (
            Says.Filler,
            "剩下 剩余 其余 看 看看 解释 说明 为什么 怎么 什么 如何 结果 输出 提交 推送 部分 内容 所有 全部 和 与 有 到 来 去 会 这样 那样 问题 得 着 过"
        ),
        (Says.Filler, "好的 可以 同意 明白 行 用 先 以 为 使用 中 里 吗 么 些 按你说 照"),
        (Says.Filler | Says.You, "你 您 你们"),
        (
            Says.Filler | Says.Points,
            "它 它们 这 这个 那个 这些 那些 其他 其它 另一个 另外 另 别的 同样 一样 相同 再 重新 再次 也 第二个 上面 之前 刚才"
        ),
        (Says.Filler | Says.Joins, "是的 对 但 但是 而且 还有 不过 或者 嗯"),
        (Says.Filler | Says.Joins | Says.Denies, "不 不是 不要 没有"),
        (Says.Filler | Says.Thanks, "谢谢 很好 不错 完美 太好了 没问题 没错"),
        (Says.Filler | Says.Works, "好 对 正确 工作 通过 成功 好使 解决 修好 生效"),
        (Says.Filler | Says.Denies, "没 别 无"),
        (Says.Filler | Says.Still, "还 还是 仍然 仍 依然 依旧"),
        (Says.Filler | Says.Fails, "失败 报错 错误 错 出错 崩溃 坏 挂了 异常 卡住 不行 不对 不工作 没用 没有用 不起作用 搞砸 弄坏"),
        (
            Says.Filler | Says.Does,
            "修复 修 修改 改 添加 增加 加 写 创建 实现 重构 重命名 删除 删 移除 更新 替换 优化 生成 设计 迁移 查找 找 调试 分析 检查"
        ),
        (
            Says.Filler,
            "続けて 続き 続行 お願い 進めて 進 次 実行 始めて 最後 残り 一 番目 番 目 案 方法 方 テスト コード ファイル 関数 結果 変更 説明 見 確認 了解"
        ),
        (Says.Filler, "アプローチ オプション 願 続 全部 全 部 問題 何 手順 今 私 君 必要 番号 個 つ目 分"),
        (Says.Filler | Says.Points, "それ これ あれ その この 別 他 同じ 一度 再度 もう一度 やり直 代わり 前 上 同様"),
        (Says.Filler | Says.Joins, "はい うん でも ただ しかし あと また そして"),
        (Says.Filler | Says.Joins | Says.Denies, "いいえ いや"),
        (Says.Filler | Says.Thanks, "ありがとう 完璧 大丈夫 素晴らしい いいね"),
        (Says.Filler | Says.Works, "動いて 動く 動きました 動作 成功 直りました"),
        (Says.Filler | Says.Denies, "ない ません"),
        (Says.Filler | Says.Still, "まだ 相変わらず"),
        (Says.Filler | Says.Fails, "失敗 エラー 壊れ 壊 間違 違 落ち ダメ だめ 駄目 動かない 動きません 動かな 動いていない 動いてない"),
        (Says.Filler | Says.Does, "修正 直 追加 書 作成 作 実装 リファクタ リファクタリング 削除 更新 生成 最適化 移行 調査 分析"),
    ];

    private static readonly FrozenDictionary<string, Says>.AlternateLookup<ReadOnlySpan<char>> Phrases = Lookup();

    /// <summary>Whether a character is of a script that is written without spaces.</summary>
    public static bool IsOf(char character) =>
        character is >= '\u3041' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';

    /// <summary>Takes the next phrase of a text.</summary>
    /// <param name="text">A text that begins with such a character.</param>
    /// <param name="length">How long the phrase is.</param>
    /// <returns>What it says. A syllable of hiragana that is in no phrase is grammar.</returns>
    public static Says Next(ReadOnlySpan<char> text, out int length)
    {
        for (length = Math.Min(Longest, text.Length); length > 0; length--)
        {
            if (Phrases.TryGetValue(text[..length], out var says))
            {
                return says;
            }
        }

        if (text[0] is >= '\u3041' and <= '\u309F' or 'ー')
        {
            length = 1;
            return Says.Filler;
        }

        // A word of two characters, or a word of katakana as long as it is.
        length = 1;
        var isKatakana = IsKatakana(text[0]);
        while (length < text.Length && (isKatakana ? IsKatakana(text[length]) : length < 2 && IsHan(text[length])))
        {
            length++;
        }

        return Says.Itself;
    }

    private static bool IsKatakana(char character) => character is >= '\u30A0' and <= '\u30FF';

    private static bool IsHan(char character) => character is >= '\u3400' and <= '\u9FFF';

    private static FrozenDictionary<string, Says>.AlternateLookup<ReadOnlySpan<char>> Lookup()
    {
        var phrases = new Dictionary<string, Says>(StringComparer.Ordinal);
        foreach (var (says, list) in Table)
        {
            foreach (var phrase in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                phrases[phrase] = phrases.GetValueOrDefault(phrase) | says;
            }
        }

        return phrases.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
