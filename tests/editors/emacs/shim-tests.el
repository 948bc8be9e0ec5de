;;; shim-tests.el --- Tests of shim.el -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; They run against the real server, in a home of their own, which
;; tests/editors/emacs.test.mjs makes.

;;; Code:

(require 'ert)
(require 'cl-lib)
(require 'shim)

(defconst shim-tests--catalog
  "{ \"models\": [
    { \"slug\": \"local\", \"model\": \"qwen3-coder:30b\", \"provider\": \"ollama\", \"strength\": 0.5,
      \"base_url\": \"http://127.0.0.1:9\", \"pricing\": { \"input\": 0, \"output\": 0 } },
    { \"slug\": \"haiku\", \"model\": \"claude-haiku-5-5\", \"provider\": \"anthropic\", \"api_key\": \"k\",
      \"max_context_limit\": 200000, \"strength\": 0.6, \"pricing\": { \"input\": 1, \"output\": 5 } },
    { \"slug\": \"opus\", \"model\": \"claude-opus-5-5\", \"provider\": \"anthropic\", \"api_key\": \"${env:NO_SUCH_KEY}\",
      \"strength\": 0.95, \"pricing\": { \"input\": 5, \"output\": 25 } }
  ] }"
  "A model that nothing answers for, one that works as far as is known, one without a key.")

(defun shim-tests--write (path text)
  "Write TEXT to PATH."
  (make-directory (file-name-directory path) t)
  (let ((coding-system-for-write 'utf-8)) (write-region text nil path nil 'silent))
  path)

(defmacro shim-tests--in-project (&rest body)
  "Run BODY in a buffer of a new project, with a server of its own.
The variable `project' names its folder, `catalog' its models.json.
That lies elsewhere: a project's own catalog must be trusted first."
  (declare (indent 0) (debug t))
  `(let* ((folder (file-truename (make-temp-file "shim-test-" t)))
          (project (expand-file-name "shop" folder))
          (default-directory (file-name-as-directory project))
          (catalog (shim-tests--write (expand-file-name "models.json" folder) shim-tests--catalog))
          (shim-settings (list (list "checkLocalEndpoints") (cons "modelsPath" catalog))))
     (make-directory (expand-file-name ".git" project) t)
     (unwind-protect
         (with-current-buffer (generate-new-buffer "main.py")
           (switch-to-buffer (current-buffer)) ; keys go to the window's buffer
           ,@body
           (kill-buffer))
       (shim-stop)
       (delete-directory folder t))))

(defun shim-tests--wait (what)
  "Wait until the function WHAT returns non-nil."
  (let ((deadline (+ (float-time) 20)))
    (while (not (funcall what))
      (when (> (float-time) deadline)
        (ert-fail (list "did not happen" what)))
      (accept-process-output nil 0.02))))

(defun shim-tests--line ()
  "Return the segment of the mode line as text."
  (substring-no-properties (shim-mode-line)))

(defun shim-tests--shown (buffer)
  "Return the text of BUFFER."
  (with-current-buffer buffer (buffer-substring-no-properties (point-min) (point-max))))

(defun shim-tests--rows ()
  "Return what the picker shows, a string for each model."
  (let* ((collection (shim--collection (shim-refresh)))
         (annotate (alist-get 'affixation-function (cdr (funcall collection "" nil 'metadata)))))
    (mapcar (pcase-lambda (`(,slug ,before ,after)) (substring-no-properties (concat before slug after)))
            (funcall annotate (all-completions "" collection)))))

(defun shim-tests--keys (keys)
  "Type KEYS."
  (execute-kbd-macro (kbd keys)))

;;; Words

(ert-deftest shim-a-price-is-in-dollars-per-million-tokens ()
  (pcase-dolist (`(,expected ,model)
                 '(("free" (:pricing (:input 0 :output 0) :cost 0))
                   ("$1/$5" (:pricing (:input 1 :output 5) :cost 6))
                   ("$0.1/$0.125" (:pricing (:input 0.1 :output 0.125)))
                   ("$100/$2.5" (:pricing (:input 100 :output 2.5)))
                   ("cost 0.2" (:cost 0.2))
                   ("" (:kind "auto" :cost 0))))
    (should (equal expected (shim--price model)))))

(ert-deftest shim-tokens-are-short ()
  (pcase-dolist (`(,expected ,number)
                 '(("" nil) ("999" 999) ("200k" 200000) ("262k" 262144) ("1M" 1000000) ("1.5M" 1500000)))
    (should (equal expected (shim--tokens number)))))

(ert-deftest shim-a-state-is-in-words ()
  (pcase-dolist (`(,expected . ,availability)
                 '(("not checked" :state "available")
                   ("ready" :state "available" :checked t)
                   ("no key" :state "missingCredential")
                   ("key rejected" :state "unauthorized")
                   ("out of credit" :state "outOfCredit")
                   ("not found" :state "notFound")
                   ("rate limited" :state "rateLimited")
                   ("failing" :state "failing")
                   ("failing" :state "of a later version")))
    (should (equal expected (shim--state (list :availability availability)))))
  (should (string-match-p
           "\\`rate limited until [0-9][0-9]:[0-9][0-9]\\'"
           (shim--state '(:availability (:state "rateLimited" :until "2026-11-30T01:41:46.7149799Z"))))))

;;; Switching

(ert-deftest shim-the-picker-shows-provider-price-context-and-health ()
  (shim-tests--in-project
    (should (equal '("* auto   the cheapest model that is good enough                ready"
                     "  local  ollama/qwen3-coder:30b                  free          not checked"
                     "  haiku  anthropic/claude-haiku-5-5              $1/$5   200k  not checked"
                     "  opus   anthropic/claude-opus-5-5               $5/$25        no key")
                   (shim-tests--rows)))))

(ert-deftest shim-the-picker-learns-that-nothing-answers-on-this-machine ()
  (shim-tests--in-project
    (setf (alist-get "checkLocalEndpoints" shim-settings nil nil #'equal) t)
    (shim-refresh) ; looks by itself
    (shim-tests--wait
     (lambda () (equal "no answer" (shim--state (shim-session-model (shim-session) "local")))))))

(ert-deftest shim-use-switches-by-keys-and-the-mode-line-follows ()
  (shim-tests--in-project
    (shim-refresh)
    (should (equal "shim:auto" (shim-tests--line)))
    (shim-tests--keys "M-x shim-use RET haiku RET")
    (should (equal "haiku" (shim-active)))
    (should (equal "shim:haiku" (shim-tests--line)))
    (should (equal "* haiku" (substring (nth 2 (shim-tests--rows)) 0 7)))))

(ert-deftest shim-use-takes-the-active-model-for-an-empty-answer ()
  (shim-tests--in-project
    (shim-switch "haiku")
    (shim-tests--keys "M-x shim-use RET RET")
    (should (equal "haiku" (shim-active)))))

(ert-deftest shim-use-warns-about-a-model-without-a-key ()
  (shim-tests--in-project
    (should (string-match-p "now uses opus, but: NO_SUCH_KEY is not set" (shim-use "opus")))
    (should (eq 'shim-unavailable (get-text-property 0 'face (shim-mode-line))))))

(ert-deftest shim-each-project-has-its-own-model ()
  (shim-tests--in-project
    (let ((other (make-temp-file "shim-other-" t)))
      (make-directory (expand-file-name ".git" other))
      (shim-switch "haiku")
      (with-temp-buffer
        (setq default-directory (file-name-as-directory other))
        (shim-refresh)
        (should (equal "auto" (shim-active)))
        (shim-switch "opus")
        (should (equal "opus" (shim-active))))
      (should (equal "haiku" (shim-active)))
      (delete-directory other t))))

(ert-deftest shim-a-folder-below-belongs-to-its-project ()
  (shim-tests--in-project
    (make-directory "src/deep" t)
    (shim-switch "haiku")
    (setq default-directory (expand-file-name "src/deep/"))
    (should (equal project (shim-root)))
    (should (equal "haiku" (shim-active)))))

(ert-deftest shim-outside-of-a-project-the-home-directory-counts ()
  (shim-tests--in-project
    (dolist (folder (list temporary-file-directory "/ssh:nobody@example.invalid:/tmp/"))
      (with-temp-buffer
        (setq default-directory folder)
        (should (equal (shim--home) (shim-root)))))))

(ert-deftest shim-follows-a-switch-in-a-terminal ()
  (shim-tests--in-project
    (shim-refresh)
    (should (zerop (apply #'call-process (car shim-command) nil nil nil
                          (append (cdr shim-command) `("use" "haiku" "--models" ,catalog)))))
    (shim-tests--wait (lambda () (equal "shim:haiku" (shim-tests--line))))))

(ert-deftest shim-notices-a-changed-catalog ()
  (shim-tests--in-project
    (shim-refresh)
    (shim-tests--write catalog
                       (string-replace "\"slug\": \"haiku\"" "\"slug\": \"poem\"" shim-tests--catalog))
    (shim-tests--wait (lambda () (shim-session-model (shim-session) "poem")))))

;;; Routing

(ert-deftest shim-route-shows-the-decision-with-its-reason ()
  (shim-tests--in-project
    (shim-tests--keys "M-x shim-route RET Rename SPC n RET")
    (let ((shown (shim-tests--shown "*shim route*")))
      (should (string-match-p "\\`local  ollama/qwen3-coder:30b\nlocal is the cheapest of 2 that reach 0.70: " shown))
      (should (string-match-p "^  local  score 0\\.[0-9]+  cost 0   chosen$" shown))
      (should (string-match-p "^  opus .* cost 30  no key$" shown))
      (should (string-match-p "^Task\nRename n$" shown)))
    (shim-tests--wait (lambda () (equal "shim:auto/local" (shim-tests--line))))))

(ert-deftest shim-route-takes-the-region ()
  (shim-tests--in-project
    (insert "Rename n\nto count\nand no more")
    (transient-mark-mode)
    (goto-char (point-min))
    (push-mark (point) t t)
    (forward-line 2)
    (call-interactively #'shim-route)
    (should (string-match-p "^Task\nRename n\nto count\n" (shim-tests--shown "*shim route*")))
    (should-not (string-match-p "no more" (shim-tests--shown "*shim route*")))))

(ert-deftest shim-route-needs-a-task ()
  (shim-tests--in-project
    (should-error (shim-route " ") :type 'user-error)))

;;; Settings

(ert-deftest shim-a-changed-setting-clears-the-cache ()
  (shim-tests--in-project
    (shim-decide "Rename n")
    (should (equal 1 (plist-get (shim-request :status) :entries)))
    (customize-set-variable 'shim-settings (cons '("router.threshold" . 0.99) shim-settings))
    (let ((status (shim-request :status)))
      (should (equal 0 (plist-get status :entries)))
      (should (equal 1 (plist-get (plist-get status :invalidations) :configurationChanged))))
    (should (equal 0.99 (plist-get (shim-decide "Rename n") :threshold)))
    (shim-status)
    (should (string-match-p "^Emptied   1 by configurationChanged$" (shim-tests--shown "*shim status*")))))

(ert-deftest shim-settings-reach-a-server-that-starts ()
  (shim-tests--in-project
    (setq shim-settings (cons '("router.enabled") shim-settings))
    (should (equal '("local" "haiku" "opus")
                   (mapcar (lambda (model) (plist-get model :slug)) (shim-models))))))

(ert-deftest shim-clear-cache-forgets-decisions ()
  (shim-tests--in-project
    (shim-decide "Rename n")
    (should (equal "Shim: forgot 1 decisions" (shim-clear-cache)))))

;;; Trust

(ert-deftest shim-trust-reads-the-projects-own-catalog-and-asks-for-each-key ()
  (shim-tests--in-project
    (setq shim-settings '(("checkLocalEndpoints")))
    (shim-tests--write (expand-file-name ".shim/models.json" project)
                       "{ \"models\": [{ \"slug\": \"team\", \"model\": \"coder-2\", \"api_key\": \"${env:HOME}\",
                           \"provider\": \"anthropic\" }] }")
    (let ((team (lambda () (shim-session-model (shim-refresh) "team"))))
      (should-not (funcall team))
      (shim-tests--keys "M-x shim-trust RET no RET")
      (should-not (funcall team))
      (shim-tests--keys "M-x shim-trust RET yes RET no RET")
      (should (equal "no key" (shim--state (funcall team))))
      (shim-tests--keys "M-x shim-trust RET yes RET yes RET")
      (should (equal "not checked" (shim--state (funcall team)))))))

;;; Status

(ert-deftest shim-status-lists-problems-with-their-place ()
  (shim-tests--in-project
    (shim-tests--write catalog
                       (string-replace "\"strength\": 0.95" "\"strength\": 7" shim-tests--catalog))
    (shim-status)
    (let ((shown (shim-tests--shown "*shim status*")))
      (should (string-match-p "^  warning  .*models\\.json:7  `strength` must be" shown))
      (should (string-match-p "^Cannot be used now\n  opus  NO_SUCH_KEY is not set" shown)))))

(ert-deftest shim-status-switches-by-a-button ()
  (shim-tests--in-project
    (shim-status)
    (with-current-buffer "*shim status*"
      (goto-char (point-min))
      (search-forward "haiku")
      (push-button (1- (point)))
      (should (string-match-p "^  \\* haiku " (shim-tests--shown (current-buffer)))))
    (should (equal "haiku" (shim-active)))))

;;; What goes wrong

(defmacro shim-tests--error (condition &rest body)
  "Return the message of CONDITION, which BODY must signal."
  (declare (indent 1))
  `(let ((err (should-error (progn ,@body))))
     (should (eq (car err) ,condition))
     (should (memq 'shim-error (get (car err) 'error-conditions)))
     (shim-error-message err)))

(ert-deftest shim-errors-are-typed ()
  (shim-tests--in-project
    (should (equal "There is no model 'opis'. Did you mean: opus?"
                   (shim-tests--error 'shim-unknown-model (shim-switch "opis"))))
    (shim-tests--error 'shim-unknown-decision
      (shim-request :feedback '(:decisionId "none" :verdict "right")))
    (shim-tests--error 'shim-no-routable-model
      (shim-request :route '(:task "Rename n" :candidates ["opus"])))
    (shim-tests--error 'shim-invalid-parameters (shim-request :switchModel))
    (shim-tests--error 'shim-error (shim-request :nonsense))
    (shim-request :closeFolder)
    (shim-tests--error 'shim-unknown-workspace (shim-models))))

(ert-deftest shim-an-error-has-its-data ()
  (shim-tests--in-project
    (let ((err (should-error (shim-switch "opis"))))
      (should (equal '(:slug "opis" :suggestions ["opus"]) (shim-error-data err))))))

(ert-deftest shim-a-command-says-the-error-to-a-person ()
  (shim-tests--in-project
    (should (equal '(user-error "Shim: There is no model 'opis'. Did you mean: opus?")
                   (should-error (shim-use "opis"))))))

(ert-deftest shim-a-broken-catalog-is-typed-and-said-once ()
  (shim-tests--in-project
    (shim-tests--write catalog "{ \"models\": [")
    (let ((said 0))
      (cl-letf* ((message (symbol-function 'message))
                 ((symbol-function 'message)
                  (lambda (format &rest arguments)
                    (when (string-match-p "models\\.json" (apply #'format (or format "") arguments))
                      (cl-incf said))
                    (apply message format arguments))))
        (shim-refresh)
        (shim-refresh)
        (should (equal 1 said))))
    (shim-tests--error 'shim-invalid-catalog (shim-decide "Rename n"))))

(ert-deftest shim-a-missing-program-is-typed ()
  (shim-tests--in-project
    (let ((shim-command '("no-such-program-shim")))
      (should (string-match-p "no-such-program-shim is not on this machine's PATH"
                              (shim-tests--error 'shim-program-not-found (shim-models))))
      (shim-mode 1) ; an init file goes on
      (should (equal "shim:off" (shim-tests--line)))
      (shim-mode -1))))

(ert-deftest shim-a-program-that-ends-at-once-is-typed ()
  (shim-tests--in-project
    (let ((shim-command '("false")))
      (shim-tests--error 'shim-server-ended (shim-models)))))

(ert-deftest shim-a-server-that-dies-over-a-request-is-typed-and-the-next-call-starts-another ()
  (shim-tests--in-project
    (let ((shim-command '("sh" "-c" "read line; kill -9 $$")))
      (shim-tests--error 'shim-server-ended (shim-models)))
    (should (equal "auto" (progn (shim-refresh) (shim-active))))))

(ert-deftest shim-the-mode-line-shows-a-killed-server-and-the-next-call-starts-another ()
  (shim-tests--in-project
    (shim-refresh)
    (signal-process (jsonrpc--process (shim-connect)) 'SIGKILL)
    (shim-tests--wait (lambda () (equal "shim:off" (shim-tests--line))))
    (should (equal "auto" (progn (shim-refresh) (shim-active))))))

(ert-deftest shim-what-comes-right-behind-an-answer-is-read ()
  (shim-tests--in-project
    (shim-refresh)
    (let* ((connection (shim-connect))
           (filter (process-filter (jsonrpc--process connection)))
           (behind (concat "{\"jsonrpc\":\"2.0\",\"method\":\"activeModelChanged\",\"params\":"
                           (json-serialize (list :workspaceFolder (shim-session-root (shim-session))
                                                 :active "haiku" :generation 9))
                           "}")))
      (set-process-filter (jsonrpc--process connection)
                          (lambda (process text)
                            (funcall filter process
                                     (format "%sContent-Length: %d\r\n\r\n%s"
                                             text (string-bytes behind) behind))))
      (shim-request :listModels)
      (should (equal "haiku" (shim-active))))))

(ert-deftest shim-a-server-that-does-not-answer-is-typed ()
  (shim-tests--in-project
    (let ((shim-command '("sh" "-c" "cat >/dev/null"))
          (shim-timeout 0.3))
      (shim-tests--error 'shim-timeout (shim-models)))))

(ert-deftest shim-quitting-cancels-the-request ()
  (shim-tests--in-project
    (let ((shim-command (list "sh" "-c" (format "cat >%s/received" folder))))
      (run-with-timer 0.2 nil (lambda () (setq quit-flag t)))
      (run-with-timer 0.3 nil #'ignore) ; wakes Emacs up, as a key does
      (should (eq 'quit (condition-case nil (shim-models) (quit 'quit))))
      (shim-stop)
      (with-temp-buffer
        (insert-file-contents (expand-file-name "received" folder))
        (goto-char (point-max))
        (search-backward "\"method\":\"listModels\"")
        (re-search-backward "\"id\":\\([0-9]+\\)")
        (should (search-forward (format "\"method\":\"$/cancelRequest\",\"params\":{\"id\":%s}"
                                        (match-string 1))))))))

;;; The server

(ert-deftest shim-restart-starts-another-server ()
  (shim-tests--in-project
    (shim-refresh)
    (let ((before (process-id (jsonrpc--process (shim-connect)))))
      (shim-restart)
      (should-not (equal before (process-id (jsonrpc--process (shim-connect)))))
      (should-not (file-exists-p (format "/proc/%d" before))))))

(ert-deftest shim-mode-shows-the-segment-and-takes-it-away-with-the-server ()
  (shim-tests--in-project
    (shim-mode 1)
    (shim-tests--wait (lambda () (shim-active)))
    (let ((pid (process-id (jsonrpc--process (shim-connect)))))
      (should (memq shim--segment (default-value 'mode-line-misc-info)))
      (shim-mode -1)
      (should-not (memq shim--segment (default-value 'mode-line-misc-info)))
      (should-not (file-exists-p (format "/proc/%d" pid))))))

(ert-deftest shim-no-query-holds-emacs-back-when-it-quits ()
  (shim-tests--in-project
    (shim-refresh)
    (should-not (cl-some #'process-query-on-exit-flag (process-list)))))

;;; shim-tests.el ends here
