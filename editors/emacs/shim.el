;;; shim.el --- List, switch and route language models -*- lexical-binding: t; -*-

;; Copyright (C) 2026 the ShimLsp authors

;; Author: the ShimLsp authors
;; Maintainer: the ShimLsp authors
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: tools, convenience
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Lists the language models of models.json, switches the active one, and
;; shows which model takes a task.  It needs the program `shim-lsp' on PATH
;; (or set `shim-command').
;;
;;   (require 'shim)
;;   (shim-mode)
;;
;; `shim-mode' shows the active model of this project in the mode line.
;;
;;   M-x shim-use          choose a model
;;   M-x shim-route        see which model takes the region or a prompt
;;   M-x shim-status       the cache, the savings, the newest decisions
;;   M-x shim-trust        use the models that the project itself lists
;;   M-x shim-clear-cache  forget the decisions of this project
;;   M-x shim-restart      start the server again
;;   M-x customize-group RET shim
;;
;; The package talks to `shim-lsp rpc' over jsonrpc.el.  It is not an LSP
;; client of your buffers, so every mode keeps its own server.  Only
;; models.json itself opens in `shim-catalog-mode', which gets diagnostics,
;; completion and explanations through Eglot.
;;
;; From Lisp: `shim-active', `shim-models', `shim-switch', `shim-decide' and
;; `shim-request' signal conditions below `shim-error'.

;;; Code:

(require 'shim-rpc)
(require 'shim-view)

(autoload 'shim-catalog-mode "shim-catalog" "Major mode for models.json." t)

;;;###autoload
(dolist (pattern '("/\\.shim/models\\.json\\'" "/\\.codex-shim/models\\.json\\'"
                   "/shim-lsp/models\\.json\\'"))
  (add-to-list 'auto-mode-alist (cons pattern 'shim-catalog-mode)))

;;; For Lisp

(defun shim-active (&optional root)
  "Return the slug of the active model of ROOT or of this buffer, if it is known."
  (when-let ((session (shim-session root)))
    (shim-session-active session)))

(defun shim-models (&optional root)
  "Return the models of ROOT or of this buffer: plists as in `listModels'."
  (shim-session-models (shim-refresh root)))

(defun shim-switch (slug &optional everywhere root)
  "Make SLUG the active model of ROOT or of this buffer.
If EVERYWHERE is non-nil, it also becomes the model of every
project in which none was chosen."
  (shim-request :switchModel `(:slug ,slug ,@(when everywhere '(:everywhere t))) root))

(defun shim-decide (task &optional root)
  "Return the decision of ROOT or of this buffer for TASK: a plist as in `route'."
  (shim-request :route (list :task task) root))

;;; Commands

(defmacro shim--saying (&rest body)
  "Run BODY, and turn its `shim-error' into a message for a person."
  (declare (indent 0) (debug t))
  `(condition-case err
       (progn ,@body)
     (shim-error (user-error "Shim: %s" (shim-error-message err)))))

(defun shim--read-model ()
  "Ask for a model of this project, and return its slug."
  (let* ((session (shim--saying
                    (shim-request :checkLocalEndpoints) ; at most a second
                    (shim-refresh)))
         (active (shim-session-active session)))
    (completing-read (format-prompt "Model for %s" active
                                    (abbreviate-file-name (shim-root)))
                     (shim--collection session) nil t nil 'shim--slugs active)))

(defvar shim--slugs nil
  "The models that were chosen.")

;;;###autoload
(defun shim-use (slug &optional everywhere)
  "Make the model SLUG the active one of this project.
With a prefix argument, EVERYWHERE, it also becomes the model of
every project in which none was chosen."
  (interactive (list (shim--read-model) current-prefix-arg))
  (shim--saying
    (shim-switch slug everywhere)
    (shim-refresh)
    (let ((model (shim-session-model (shim-session) slug)))
      (if (or (null model) (shim--available-p model))
          (message "%s now uses %s" (abbreviate-file-name (shim-root)) slug)
        (message "%s now uses %s, but: %s" (abbreviate-file-name (shim-root)) slug
                 (plist-get (plist-get model :availability) :reason))))))

;;;###autoload
(defun shim-route (task)
  "Show which model takes TASK, and why.
TASK is the region if it is active, else what you type."
  (interactive (list (if (use-region-p)
                         (buffer-substring-no-properties (region-beginning) (region-end))
                       (read-string "Task: "))))
  (when (string-blank-p task)
    (user-error "Shim: there is no task.  Mark a region or type one"))
  (shim--saying
    (let ((decision (shim-decide task)))
      (shim--show "*shim route*" (shim-root) (lambda () (shim-route task))
                  (lambda ()
                    (shim--insert-decision decision)
                    (insert "\n" (propertize "Task" 'face 'bold) "\n" task "\n")))
      (message "%s" (plist-get decision :reason)))))

;;;###autoload
(defun shim-status ()
  "Show the models, the cache and the newest decisions of this project."
  (interactive)
  (shim--saying
    (let* ((root (shim-root))
           (session (shim-refresh root))
           (status (shim-request :status nil root)))
      (shim--show "*shim status*" root #'shim-status
                  (lambda ()
                    (insert (format "Project   %s\n" (abbreviate-file-name root))
                            (format "Catalog   %s\n"
                                    (mapconcat #'abbreviate-file-name
                                               (plist-get (shim-session-catalog session) :sources)
                                               ", ")))
                    (shim--insert-counts status)
                    (shim--insert-problems session)
                    (shim--insert-models session)
                    (shim--insert-recent status))))))

(defun shim-trust ()
  "Trust this project's own .shim/models.json until the server ends.
It asks before a key may go to an endpoint that the file names."
  (interactive)
  (let ((root (shim-root)))
    (when (yes-or-no-p (format "Read the models of %s/.shim/models.json? "
                               (abbreviate-file-name root)))
      (shim--saying
        (shim-request :setTrust '(:trusted t) root)
        (seq-doseq (grant (plist-get (shim-request :listGrants nil root) :pending))
          (let ((reference (plist-get grant :reference))
                (origin (plist-get grant :origin)))
            (when (yes-or-no-p (format "Send %s to %s? " reference origin))
              (shim-request :setGrant
                            (list :reference reference :origin origin :allowed t) root))))
        (shim-refresh root)))))

(defun shim-clear-cache ()
  "Forget the decisions of this project."
  (interactive)
  (shim--saying
    (message "Shim: forgot %d decisions" (plist-get (shim-request :invalidateCache) :evicted))))

(defun shim-restart ()
  "Start the server again."
  (interactive)
  (shim--saying
    (shim-stop)
    (shim-refresh)
    (message "Shim: the server runs, and uses %s" (shim-active))))

;;; Mode line

(defvar shim-mode-line-map
  (let ((map (make-sparse-keymap)))
    (define-key map [mode-line mouse-1] #'shim-use)
    (define-key map [mode-line mouse-3] #'shim-status)
    map)
  "The keys of the segment of the mode line.")

(defun shim-mode-line ()
  "Return the segment of the mode line: the active model of this buffer's project.
With Auto it also says which model took the last task."
  (let* ((session (shim-session))
         (active (and session (shim-session-active session)))
         (model (and active (shim-session-model session active)))
         (decision (and session (shim-session-decision session)))
         (auto (equal (plist-get model :kind) "auto"))
         (broken (and model (not (shim--available-p model)))))
    (propertize
     (cond ((null active) (if (shim-running-p) "shim" "shim:off"))
           ((and auto decision) (format "shim:%s/%s" active (plist-get decision :slug)))
           (t (format "shim:%s" active)))
     'face (if (or broken (not (shim-running-p))) 'shim-unavailable 'mode-line-emphasis)
     'mouse-face 'mode-line-highlight
     'local-map shim-mode-line-map
     'help-echo (concat (cond (broken (plist-get (plist-get model :availability) :reason))
                              (decision (plist-get decision :reason))
                              (t "The active language model"))
                        "\nmouse-1: choose a model\nmouse-3: status"))))

(defun shim--visit (&rest _)
  "Open the session of the selected window's project, if none is open."
  (when (shim-running-p)
    (with-current-buffer (window-buffer)
      (unless (minibufferp)
        (ignore-errors (shim--open (shim-root)))))))

(defconst shim--segment '(shim-mode ("" (:eval (shim-mode-line)) " "))
  "What `mode-line-misc-info' shows.")

;;;###autoload
(define-minor-mode shim-mode
  "Show the active language model of each project in the mode line."
  :global t
  :group 'shim
  (if (not shim-mode)
      (progn
        (remove-hook 'window-selection-change-functions #'shim--visit)
        (remove-hook 'window-buffer-change-functions #'shim--visit)
        (setq mode-line-misc-info (delete shim--segment mode-line-misc-info))
        (shim-stop))
    (add-hook 'window-selection-change-functions #'shim--visit)
    (add-hook 'window-buffer-change-functions #'shim--visit)
    (add-to-list 'mode-line-misc-info shim--segment)
    ;; The rest of an init file runs also if the program is missing.
    (condition-case err
        (shim--open (shim-root))
      (shim-error (message "Shim: %s" (shim-error-message err))))))

(provide 'shim)
;;; shim.el ends here
